import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

extension ApprovalsScreen {
  func tables(_ session: Session) -> [GoodsTable] {
    [
      Self.waiting(inbox?.waiting ?? [], session), Self.decided(inbox?.decided ?? [], session),
      Self.delegations(inbox?.delegations ?? [], session),
    ]
  }

  private static func titled(_ key: String, _ count: Int, _ session: Session) -> String {
    let title = session.text("approvals.table.\(key)")
    return count == 0 ? title : "\(title) \(count)"
  }

  private static func waiting(_ rows: [WaitingApproval], _ session: Session) -> GoodsTable {
    GoodsTable(
      titled("waiting", rows.count, session),
      [
        session.approvals("quote", .fixed(10)),
        session.approvals("customer", .flexible(minimum: 14, weight: 2)),
        session.approvals("askedBy", .flexible(minimum: 8, weight: 1), drop: 3),
        session.approvals("net", .fixed(12), .right),
        session.approvals("rate", .fixed(8), .right),
        session.approvals("floor", .fixed(9), drop: 1),
        session.approvals("reason", .flexible(minimum: 10, weight: 2), drop: 2),
        session.approvals("since", .fixed(7), .right, drop: 4),
      ], empty: session.text("approvals.none.waiting"), count: rows.count
    ) { place in
      let row = rows[place]
      return GoodsRow(
        row.approval.id.description,
        [
          Span(QuoteWords.number(row.quote.quote)), Span(row.quote.customerName),
          Span(row.askedByName, .muted),
          Span(
            session.listedAmount(
              row.quote.quote.netAmount, row.quote.quote.currency,
              own: row.quote.quote.companyNet), .value),
          Span(session.format.percent(row.quote.marginRate), .warning), floor(row, session),
          Span(row.approval.reason), Span(day(row.approval.askedAt, session), .muted),
        ])
    }
  }

  /// What the floors asked of who asks; `✕` where they block who reads as well, who would grant in vain.
  private static func floor(_ row: WaitingApproval, _ session: Session) -> Span {
    let word = session.floorWord(row.floorAction)
    guard row.blocksReader else { return Span(word, row.floorAction?.style ?? .normal) }
    return Span("✕ " + session.floorWord(.block), .danger.bold)
  }

  private static func decided(_ rows: [DecidedApproval], _ session: Session) -> GoodsTable {
    GoodsTable(
      titled("decided", rows.count, session),
      [
        session.approvals("quote", .fixed(10)),
        session.approvals("customer", .flexible(minimum: 14, weight: 2), drop: 2),
        session.approvals("decision", .fixed(18)),
        session.approvals("by", .flexible(minimum: 12, weight: 1)),
        session.approvals("note", .flexible(minimum: 10, weight: 2), drop: 1),
        session.approvals("on", .fixed(7), .right, drop: 3),
      ], empty: session.text("approvals.none.decided"), count: rows.count
    ) { place in
      let row = rows[place]
      let (word, style) = decision(row.approval.state, session)
      return GoodsRow(
        row.approval.id.description,
        [
          Span(QuoteWords.number(row.quote.quote)), Span(row.quote.customerName),
          Span(word, style), Span(by(row, session)), Span(row.approval.note, .muted),
          Span(row.approval.decidedAt.map { day($0, session) } ?? "", .muted),
        ])
    }
  }

  private static func delegations(_ rows: [DelegationRow], _ session: Session) -> GoodsTable {
    GoodsTable(
      titled("delegations", rows.count, session),
      [
        session.approvals("absent", .flexible(minimum: 12, weight: 1)),
        session.approvals("delegate", .flexible(minimum: 12, weight: 1)),
        session.approvals("from", .fixed(11), .right),
        session.approvals("until", .fixed(11), .right),
      ], empty: session.text("approvals.none.delegations"), count: rows.count
    ) { place in
      let row = rows[place]
      let style: Style = row.delegation.holds(on: session.today) ? .normal : .muted
      return GoodsRow(
        row.delegation.id.description,
        [
          Span(row.delegator.name, style), Span(row.delegate.name, style),
          Span(session.format.day(row.delegation.fromDay), style),
          Span(session.format.day(row.delegation.toDay), style),
        ])
    }
  }

  private static func decision(
    _ state: ApprovalState, _ session: Session
  ) -> (String, Style) {
    let style: Style =
      switch state {
      case .granted: .success
      case .refused: .warning
      case .countered: .info
      case .asked: .normal
      }
    return (session.text("word.approval.\(state.rawValue)"), style)
  }

  private static func by(_ row: DecidedApproval, _ session: Session) -> String {
    guard !row.decidedForName.isEmpty else { return row.decidedByName }
    return session.text(
      "approvals.byFor", Fact("name", .text(row.decidedByName)),
      Fact("absent", .text(row.decidedForName)))
  }

  private static func day(_ instant: Instant, _ session: Session) -> String {
    session.format.shortDay(instant.day())
  }
}

extension Session {
  fileprivate func approvals(
    _ key: String, _ width: Terminal.Column.Width, _ alignment: Terminal.Alignment = .left,
    drop: Int = 0
  ) -> Terminal.Column {
    Terminal.Column(text("approvals.column.\(key)"), width, alignment, dropOrder: drop)
  }
}
