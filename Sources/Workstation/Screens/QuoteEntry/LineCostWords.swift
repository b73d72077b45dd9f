import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What stands beside the cost and the margin of a line in “pourquoi ?”: the supplier's derogation, the cost
/// of today where it is another than the frozen one, the year-end rebate and what is left after it.
struct LineCostWords {
  let sheet: QuoteSheet
  let line: QuoteDraftLine
  let match: ProductMatch
  let own: QuoteLineFigures
  let session: Session

  private var format: Format { session.format }
  private var currency: Currency { sheet.draft.companyCurrency }

  /// None where costs are not shown.
  var lines: [[Span]] {
    guard line.hidden == nil else { return [] }
    return granted + today + rebate
  }

  private func pair(_ key: String, _ words: String, _ style: Style = .normal) -> [Span] {
    [Span(session.text(key), .label), Span(words, style)]
  }

  private var granted: [[Span]] {
    guard let derogation = line.derogation, let usual = line.unitCost, own.derogated > .zero else {
      return []
    }
    let rest = line.quantity - own.derogated
    let words =
      "\(format.quantity(own.derogated)) × \(format.cost(derogation.unitCost)) + "
      + "\(format.quantity(rest)) × \(format.cost(usual)) = "
      + (own.cost.map { format.money($0, currency) } ?? "?")
    return [pair("entry.why.granted", words)]
  }

  /// The cost of today and what it leaves of the line and of the document, where it is another.
  private var today: [[Span]] {
    let terms = match.terms
    guard let frozen = line.unitCost, let cost = terms.unitCost,
      cost != frozen || terms.costMethod != line.costMethod,
      let now = try? LineMargin(
        net: own.companyNet,
        cost: LineMargin.cost(
          of: line.quantity, at: cost, per: Int64(line.row.priceUnit),
          minorUnits: currency.minorUnits))
    else { return [] }
    let method = session.text("costMethod.\(terms.costMethod.rawValue)")
    var lines = [
      pair(
        "entry.why.costToday", format.cost(cost) + " · " + method,
        cost > frozen ? .warning : .value),
      pair("entry.why.marginToday", rates(own.margin.marginRate, now.marginRate)),
    ]
    let draft = sheet.draft.costing { sheet.around.products[$0]?.terms.unitCost }
    if let whole = try? QuoteComputation(draft).margin {
      lines.append(
        pair(
          "entry.why.documentToday", rates(sheet.figures.margin.marginRate, whole.marginRate)))
    }
    return lines
  }

  private func rates(_ before: Fraction, _ now: Fraction) -> String {
    session.text(
      "entry.why.ratesToday", Fact("before", .text(format.percent(before))),
      Fact("now", .text(format.percent(now))))
  }

  private var rebate: [[Span]] {
    let rebates = sheet.rebates
    guard let rate = rebates.rate(ofLine: line.number), let left = try? rebates.netNet(of: own)
    else {
      return []
    }
    let expected =
      "\(format.money(own.companyNet, currency)) × \(format.shortPercent(rate)) = "
      + format.money(left.rebate, currency)
    let netNet =
      "\(format.money(left.margin, currency)) − \(format.money(left.rebate, currency)) = "
      + "\(format.money(left.left, currency)) · \(format.percent(left.rate))"
    return [pair("entry.why.rebate", expected), pair("entry.why.netNet", netNet)]
  }
}
