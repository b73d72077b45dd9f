import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

import struct Terminal.Column
import struct Terminal.Table

/// Draws the list of quotes.
struct QuotesView {
  let screen: QuotesScreen
  let session: Session

  private var format: Format { session.format }

  func draw(on canvas: Canvas) -> Point? {
    let hasDetail = canvas.height >= 24
    let rows = canvas.bounds.rows([.fixed(1), .flexible(1), .fixed(hasDetail ? 7 : 0)])
    let cursor = drawFilter(on: canvas.sub(rows[0]))
    drawRows(on: canvas.sub(rows[1]))
    if hasDetail { drawDetail(on: canvas.sub(rows[2])) }
    return cursor
  }

  private func drawFilter(on canvas: Canvas) -> Point? {
    let names = QuoteFilter.allCases.map { session.text("quotes.filter.\($0.rawValue)") }
    let current = QuoteFilter.allCases.firstIndex(of: screen.filter) ?? 0
    let isSearch = screen.isFiltering || !screen.words.isEmpty
    let width = isSearch ? max(20, canvas.width - 32) : canvas.width - 1
    TabStrip(names, current: current).draw(on: canvas.sub(Rect(1, 0, width, 1)))
    guard isSearch else { return nil }
    let start = canvas.put("/", canvas.width - 29, 0, .key)
    return screen.words.draw(
      on: canvas.sub(Rect(start + 1, 0, 26, 1)), focused: screen.isFiltering)
  }

  private func drawRows(on canvas: Canvas) {
    let rows = screen.rows(session)
    let title = title(rows.count)
    let inside = canvas.width >= 60 ? Pane(title, focused: true).draw(on: canvas) : canvas
    if rows.isEmpty {
      let key = screen.read == nil ? "status.waiting" : "quotes.none"
      inside.put(session.text(key), 2, 1, .muted)
      return
    }
    var list = screen.list
    list.count = rows.count
    table.draw(on: inside, list: list, focused: true) { row(rows[$0]) }
  }

  /// How many are there, and of how many where these are only the first.
  private func title(_ count: Int) -> String {
    guard let read = screen.read, read.count > read.rows.count else {
      return session.text("quotes.title", Fact("count", .count(count)))
    }
    return session.text(
      "quotes.titleOf", Fact("count", .count(count)), Fact("total", .count(read.count)))
  }

  private var table: Table {
    func title(_ key: String) -> String { session.text("quotes.column.\(key)") }
    return Table(
      [
        Column(title("number"), .fixed(11)),
        Column(title("customer"), .flexible(minimum: 14, weight: 3)),
        Column(title("subject"), .flexible(minimum: 12, weight: 3), dropOrder: 4),
        Column(title("amount"), .fixed(12), .right),
        Column(title("margin"), .fixed(8), .right, dropOrder: 2),
        Column(title("validity"), .fixed(11), .right, dropOrder: 3),
        Column(title("state"), .fixed(17), dropOrder: 1),
      ], moreText: session.text("entry.more"))
  }

  private func row(_ row: QuotesRow) -> TableRow {
    switch row {
    case .kept(let draft):
      let state = KeptState(draft.rows)
      let number = state?.draft.quote.number ?? ""
      return TableRow([
        Span(number.isEmpty ? "—" : number, .warning), Span(session.text("quotes.kept"), .warning),
        Span(""), Span(""), Span(""), Span(""),
        Span("! " + session.text("quotes.unsaved"), .warning),
      ])
    case .open(let work):
      return TableRow([
        Span("—", .warning), Span(work.customerName), Span(""), Span(""), Span(""), Span(""),
        Span("• " + session.text("quotes.open"), .warning),
      ])
    case .awaiting(let summary): return self.row(summary, isInbox: true)
    case .quote(let summary): return self.row(summary, isInbox: false)
    }
  }

  private func row(_ summary: QuoteSummary, isInbox: Bool) -> TableRow {
    let quote = summary.quote
    let isExpired = summary.isExpired(on: session.today)
    let isSoon = quote.state == .sent && quote.validityDay - session.today <= 5
    let isUnder = quote.underFloor || summary.floorAction != nil
    let rate = format.percent(summary.marginRate) + (isUnder ? "▼" : " ")
    let day = isExpired || isSoon ? Style.warning : .muted
    return TableRow([
      Span(QuoteWords.number(quote), .value), Span(summary.customerName),
      Span(summary.title, .muted),
      Span(session.listed(quote.netAmount, quote.currency, own: quote.companyNet)),
      Span(rate, isUnder ? summary.floorAction?.style ?? .warning : .normal),
      Span(format.day(quote.validityDay), day),
      state(summary, isInbox: isInbox),
    ])
  }

  private func state(_ summary: QuoteSummary, isInbox: Bool) -> Span {
    let quote = summary.quote
    if session.openWork.contains(where: { $0.quoteID == quote.id }) {
      return Span("• " + session.text("quotes.open"), .info)
    }
    if quote.state == .draft, let approval = summary.approval {
      let sign = approval == .granted ? "✓ " : "▲ "
      let style: Style = approval == .granted ? .success : .warning
      return Span(sign + session.text("quotes.approval.\(approval.rawValue)"), style)
    }
    if quote.state == .draft, let action = summary.floorAction, action > .warn {
      let sign = action == .block ? "✕ " : "▲ "
      return Span(sign + session.text("quotes.floor.\(action.rawValue)"), action.style)
    }
    let words = session.text(QuoteWords.state(quote, session.today))
    switch quote.state {
    case .accepted: return Span("✓ " + words, .success)
    case .sent where summary.isExpired(on: session.today): return Span("! " + words, .warning)
    case .sent: return Span("→ " + words, .info)
    default: return Span(words, .muted)
    }
  }

  private func drawDetail(on canvas: Canvas) {
    guard let row = screen.row(session) else {
      Pane(session.text("quotes.detail")).draw(on: canvas)
      return
    }
    guard let summary = row.summary else {
      let inside = Pane(session.text("quotes.detail")).draw(on: canvas)
      let isKept = if case .kept = row { true } else { false }
      let hint = session.text(isKept ? "quotes.keptHint" : "quotes.openHint")
      inside.put(hint, in: inside.bounds.inset(1, 0), .warning)
      return
    }
    let quote = summary.quote
    let inside = Pane(QuoteWords.number(quote)).draw(on: canvas)
    let lines: [[Span]] = [
      [
        Span("\(summary.customerCode) \(summary.customerName)", .value),
        Span("   " + summary.title, .normal),
      ],
      [
        Span(session.text("entry.totals.net") + " ", .label),
        Span(format.money(quote.netAmount, quote.currency), .value.bold),
      ] + margin(summary) + [
        Span("   " + session.text("entry.totals.total") + " ", .label),
        Span(format.money(quote.totalAmount, quote.currency)),
      ] + own(quote),
      days(quote), remark(summary),
    ]
    for (row, line) in lines.enumerated() where row < inside.height { inside.put(line, 1, row) }
  }

  /// What a quote in another currency comes to in the company's.
  private func own(_ quote: Quote) -> [Span] {
    guard let own = quote.companyNet else { return [] }
    let money = DocumentCurrency(
      quote.currency, company: session.company.currency, rate: quote.rate)
    let rate = session.rateWords(money, on: quote.rateDay).map { "   " + $0 } ?? ""
    return [Span("   ≈ " + format.money(own, session.company.currency) + rate, .muted)]
  }

  /// The margin, or the verdict alone where it is not shown.
  private func margin(_ summary: QuoteSummary) -> [Span] {
    let quote = summary.quote
    guard let margin = summary.margin else {
      let words = quote.underFloor ? "▼ " + session.text("floor.verdict.under") : "—"
      return [Span("   " + words, quote.underFloor ? .warning : .muted)]
    }
    return [
      Span("   " + session.text("entry.totals.margin") + " ", .label),
      Span(
        format.money(margin, quote.rate == nil ? quote.currency : session.company.currency)
          + " · " + format.percent(summary.marginRate),
        quote.underFloor ? .warning : .success),
    ]
  }

  private func days(_ quote: Quote) -> [Span] {
    var words = [
      Span(session.text("quotes.created", Fact("day", .day(quote.createdDay))), .muted)
    ]
    if let sent = quote.sentDay {
      words.append(Span("   " + session.text("quotes.sent", Fact("day", .day(sent))), .muted))
    }
    let isExpired = quote.state == .sent && quote.validityDay < session.today
    let due =
      isExpired
      ? session.text("today.expired", Fact("day", .day(quote.validityDay)))
      : session.text(
        "quotes.validity",
        Fact("due", .text(format.due(quote.validityDay, today: session.today))))
    words.append(Span("   " + due, isExpired ? .warning : .muted))
    if !quote.customerReference.isEmpty {
      words.append(
        Span("   " + session.text("entry.field.reference") + " " + quote.customerReference, .muted))
    }
    return words
  }

  private func remark(_ summary: QuoteSummary) -> [Span] {
    let quote = summary.quote
    if !quote.declinedReason.isEmpty {
      return [Span("« \(quote.declinedReason) »", .info)]
    }
    guard quote.state == .draft, let action = summary.floorAction, action > .warn,
      summary.approval != .granted
    else { return [] }
    let key =
      summary.approval == .asked
      ? "entry.remark.approvalAsked"
      : action == .block ? "entry.remark.floorBlocks" : "entry.remark.approval"
    return [Span("▲ " + session.text(key), action.style)]
  }
}
