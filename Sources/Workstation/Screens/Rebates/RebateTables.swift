import Exchange
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// The tables of the screen of rebates.
struct RebateTables {
  let read: RebatesRead
  let session: Session

  private var format: Format { session.format }

  var all: [GoodsTable] { [rebates, derogations, claims] }

  private func titled(_ key: String, _ count: Int) -> String {
    let title = session.text("rebates.table.\(key)")
    return count == 0 ? title : "\(title) \(format.count(count))"
  }

  private var rebates: GoodsTable {
    let columns = [
      session.column("code", .flexible(minimum: 12, weight: 1), drop: 3),
      session.column("customer", .flexible(minimum: 12, weight: 2)),
      session.column("tiers", .flexible(minimum: 10, weight: 2), drop: 4),
      session.column("turnover", .fixed(14), .right),
      session.column("rebateRate", .fixed(8), .right, drop: 2),
      session.column("accrued", .fixed(12), .right),
      session.column("nextTier", .fixed(22), .right, drop: 1),
      session.column("until", .fixed(11), .right, drop: 5),
    ]
    return GoodsTable(
      titled("rebates", read.rebates.count), columns, empty: session.text("rebates.none.rebates"),
      count: read.rebates.count
    ) { place in row(read.rebates[place]) }
  }

  /// What is over is grey; what is settled says so.
  private func row(_ row: RebateRow) -> GoodsRow {
    let agreement = row.terms.agreement
    let isPast = agreement.validTo < session.today
    let style: Style = isPast ? .muted : .normal
    let currency = agreement.currency
    let party =
      row.customer?.name
      ?? session.text("rebates.group", Fact("group", .text(agreement.priceGroup)))
    let standing = row.standing
    let next = standing.flatMap { $0.schedule.nextTier(after: $0.base) }
    let rate = standing.map { $0.schedule.rate(at: $0.base) }
    let settled = row.settlement.map { "✓ " + format.money($0.amount, currency) }
    let due = standing.flatMap { try? $0.accrued() }.map { format.money($0, currency) }
    return GoodsRow(
      agreement.id.description,
      [
        Span(agreement.code, style), Span(party, isPast ? .muted : .title),
        Span(RebateTiersText.typed(row.terms.tiers, currency), .muted),
        Span(standing.map { format.money($0.base, currency) } ?? "—", style),
        Span(rate.map { format.shortPercent($0) } ?? "—", style),
        Span(settled ?? due ?? "—", settled == nil ? .value : .success),
        Span(next.map { RebateWords.distance($0, currency, format) } ?? "—", .info),
        Span(format.day(agreement.validTo), isPast ? .muted : style),
      ])
  }

  private var noCosts: String? {
    read.sight == .full ? nil : session.text("rebates.no.costs")
  }

  private var derogations: GoodsTable {
    let columns = [
      session.column("product", .flexible(minimum: 12, weight: 2)),
      session.column("customer", .flexible(minimum: 12, weight: 2)),
      session.column("supplier", .flexible(minimum: 8, weight: 1), drop: 2),
      session.column("reference", .flexible(minimum: 8, weight: 1), drop: 3),
      session.column("grantedCost", .fixed(12), .right),
      session.column("granted", .fixed(9), .right, drop: 1),
      session.column("left", .fixed(9), .right),
      session.column("until", .fixed(11), .right),
    ]
    return GoodsTable(
      titled("derogations", read.derogations.count), columns,
      empty: noCosts ?? session.text("rebates.none.derogations"), count: read.derogations.count
    ) { place in row(read.derogations[place]) }
  }

  private func row(_ row: DerogationRow) -> GoodsRow {
    let derogation = row.derogation
    let isPast = row.isPast(on: session.today)
    let style: Style = isPast ? .muted : .normal
    let party = [row.customer.name, row.site?.code ?? ""].filter { !$0.isEmpty }
    let isUsedUp = derogation.remaining.map { $0 <= .zero } ?? false
    return GoodsRow(
      derogation.id.description,
      [
        Span(row.product.code, isPast ? .muted : .title),
        Span(party.joined(separator: " · "), style), Span(row.supplier.name, .muted),
        Span(derogation.reference, .muted), Span(format.cost(derogation.unitCost), .value),
        Span(derogation.quantity.map { format.quantity($0) } ?? "—", .muted),
        Span(
          derogation.remaining.map { format.quantity($0) } ?? "—", isUsedUp ? .warning : style),
        Span(format.day(derogation.validTo), style),
      ])
  }

  private var claims: GoodsTable {
    let columns = [
      session.column("supplier", .flexible(minimum: 10, weight: 2)),
      session.column("reference", .flexible(minimum: 8, weight: 1), drop: 2),
      session.column("document", .fixed(10)),
      session.column("customer", .flexible(minimum: 10, weight: 2), drop: 3),
      session.column("product", .flexible(minimum: 8, weight: 1)),
      session.column("quantity", .fixed(9), .right),
      session.column("delivered", .fixed(9), .right, drop: 1),
      session.column("claim", .fixed(12), .right),
      session.column("claimDue", .fixed(12), .right, drop: 4),
    ]
    let title = titled("claims", read.claims.count)
    return GoodsTable(
      title, columns, empty: noCosts ?? session.text("rebates.none.claims"),
      count: read.claims.count
    ) { place in
      let claim = read.claims[place]
      let currency = session.company.currency
      return GoodsRow(
        claim.order.id.description + String(claim.use.line),
        [
          Span(claim.row.supplier.name, .title), Span(claim.row.derogation.reference, .muted),
          Span(claim.order.number), Span(claim.row.customer.name),
          Span(claim.row.product.code, .muted), Span(format.quantity(claim.use.quantity)),
          Span(format.quantity(claim.delivered), .muted),
          Span(format.money(claim.amount, currency), .value),
          Span(format.money(claim.due, currency), .muted),
        ])
    }
  }
}

/// Sentences about rebates, the same on every screen.
struct RebateWords {
  let session: Session

  private var format: Format { session.format }

  /// `12 400,00 € → 3 %`.
  static func distance(_ next: NextRebateTier, _ currency: Currency, _ format: Format) -> String {
    format.money(next.missing, currency) + " → " + format.shortPercent(next.rate)
  }

  /// `RFA : 12 400,00 € avant le palier 3 % (6 000,00 € sur l'année)`; on the best tier, its rate.
  func steering(_ outlook: RebateOutlook) -> String {
    guard let distance = distance(outlook) else {
      return session.text("rebates.best", Fact("rate", .ratio(outlook.rate)))
    }
    return session.text("rebates.steering", Fact("distance", .text(distance)))
  }

  /// `RFA attendue 60,00 € (1 %) · 12 400,00 € avant le palier 3 % (6 000,00 € sur l'année)`.
  func expected(_ outlook: RebateOutlook) -> String {
    let currency = outlook.standing.agreement.currency
    let expected = session.text(
      "rebates.expected", Fact("amount", .text(format.money(outlook.expected, currency))),
      Fact("rate", .ratio(outlook.rate)))
    return ([expected] + [distance(outlook)].compactMap { $0 }).joined(separator: " · ")
  }

  /// `12 400,00 € avant le palier 3 % (6 000,00 € sur l'année)`; nil on the best tier.
  private func distance(_ outlook: RebateOutlook) -> String? {
    let currency = outlook.standing.agreement.currency
    guard let next = outlook.next, let gives = outlook.nextRebate else { return nil }
    return session.text(
      "rebates.distance", Fact("missing", .text(format.money(next.missing, currency))),
      Fact("rate", .ratio(next.rate)), Fact("gives", .text(format.money(gives, currency))))
  }

  /// Where a customer stands: `RFA-2026-C12 : 188 000,00 € livrés, 12 400,00 € avant …`.
  func standing(_ standing: RebateStanding) -> [Span] {
    let currency = standing.agreement.currency
    let base = session.text(
      "rebates.base", Fact("base", .text(format.money(standing.base, currency))))
    guard let outlook = try? standing.outlook(with: .zero) else { return [Span(base)] }
    return [Span(steering(outlook), .info), Span("  " + base, .muted)]
  }

  /// An agreement with each of its tiers, and how its figures come about.
  func lines(_ row: RebateRow) -> [[Span]] {
    let currency = row.terms.agreement.currency
    var lines: [[Span]] = [
      [Span(row.terms.agreement.code + "  " + row.terms.agreement.name, .title)],
      pair(
        "period",
        format.day(row.terms.agreement.validFrom) + " → " + format.day(row.terms.agreement.validTo)
      ),
      pair("mode", session.text("rebates.mode." + row.terms.agreement.mode.rawValue)),
      pair("counts", scope(row)),
    ]
    let base = row.standing?.base
    for (place, tier) in row.terms.tiers.enumerated() {
      let isReached = base.map { tier.from <= $0 } ?? false
      let isHere =
        isReached
        && (place + 1 == row.terms.tiers.count || (base ?? .zero) < row.terms.tiers[place + 1].from)
      lines.append([
        Span(isHere ? "  ▸ " : "    "),
        Span(format.money(tier.from, currency) + "  ", isReached ? .normal : .muted),
        Span(format.shortPercent(tier.rate), isHere ? .value.bold : .muted),
      ])
    }
    guard let standing = row.standing else { return lines }
    lines.append(pair("base", format.money(standing.base, currency)))
    lines.append([Span(session.text("rebates.why.baseRule"), .muted)])
    lines.append(pair("inProgress", format.money(standing.inProgress, currency)))
    if let accrued = try? standing.accrued() {
      lines.append(pair("accrued", format.money(accrued, currency)))
    }
    if let outlook = try? standing.outlook(with: .zero) {
      lines.append([Span(steering(outlook), .info)])
    }
    return lines
  }

  private func pair(_ key: String, _ value: String) -> [Span] {
    [Span(session.text("rebates.why.\(key)") + "  ", .label), Span(value)]
  }

  private func scope(_ row: RebateRow) -> String {
    let names = row.families.map(\.name) + row.products.map(\.code)
    return names.isEmpty ? session.text("rebates.everything") : names.joined(separator: ", ")
  }
}
