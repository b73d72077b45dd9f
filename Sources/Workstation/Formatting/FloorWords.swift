import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// Floors in words, for who sees costs and for who sees floor prices only.
enum FloorWords {
  /// The floor of a document, a rate; nil where it has none, or where rates are not shown.
  static func rate(_ figures: QuoteComputation, _ session: Session) -> String? {
    guard figures.hiddenFloor == nil,
      let points = figures.floor.rate.roundedPercent(decimals: 2), points > 0
    else { return nil }
    return session.format.percent(Ratio(basisPoints: points))
  }

  /// `8,58 ✓`, `8,58 ▼ −1,58`: a floor price, and how far the net price is under it.
  static func price(
    _ floor: UnitPrice, _ own: QuoteLineFigures, _ line: QuoteDraftLine, _ session: Session
  ) -> Span {
    let format = session.format
    let unit = line.row.priceUnit == 1 ? "" : "/\(line.row.priceUnit)"
    guard own.isUnderFloor else { return Span(format.price(floor) + unit + " ✓", .success) }
    let lacking = UnitPrice(
      tenThousandths: floor.tenThousandths - own.netUnitPrice.tenThousandths)
    return Span(format.price(floor) + unit + " ▼ −" + format.price(lacking), .warning.bold)
  }

  /// The verdict on a document whose costs are not shown; nil where they are.
  static func verdict(_ figures: QuoteComputation, _ session: Session) -> Span? {
    guard let hidden = figures.hiddenFloor else { return nil }
    switch hidden.verdict {
    case .met: return Span("✓ " + session.text("floor.verdict.met"), .success)
    case .under: return Span("▼ " + session.text("floor.verdict.under"), .warning.bold)
    case .open: return Span("? " + session.text("floor.verdict.open"), .info)
    }
  }
}

extension FloorAction {
  /// Orange where the floor warns, red where it asks or blocks.
  var style: Style { self > .warn ? .danger : .warning }
}

extension Session {
  /// What the floors ask, in a word: `avertit`, `accord`, `bloque`; empty where they ask nothing.
  func floorWord(_ action: FloorAction?) -> String {
    action.map { text("word.floorAction.\($0.rawValue)") } ?? ""
  }

  /// `Coût (PMP)`: a cost is never shown without its name (rules.md 2.3).
  func costLabel(_ method: CostMethod) -> String {
    text("entry.price.cost") + " (" + text("costMethod.short.\(method.rawValue)") + ")"
  }

  /// The same where there is little room: `PMP`.
  func shortCost(_ method: CostMethod) -> String { text("costMethod.short.\(method.rawValue)") }
}

extension EntryView {
  /// What the floors ask before the quote goes out: nothing, an approval, or another price.
  func floorRemarks(
    _ sheet: QuoteSheet, _ figures: QuoteComputation, isShort: Bool
  ) -> [Span] {
    let verdict = figures.verdict
    guard sheet.isDraft, verdict.needsApproval, !figures.lines.isEmpty else { return [] }
    if sheet.approval?.state == .granted {
      let words = session.text(
        "entry.remark.approval.granted", Fact("name", .text(sheet.around.approvalBy)))
      return [Span("✓ " + words, .success)]
    }
    if sheet.approval?.state == .asked {
      return [Span("▲ " + session.text("entry.remark.approvalAsked"), .warning)]
    }
    let lines = verdict.isBlocked ? verdict.blockedLines : verdict.strictLines
    guard let first = lines.first, let price = figures[line: first]?.floorPrice else {
      let key = verdict.isBlocked ? "entry.remark.floorBlocks" : "entry.remark.approval"
      return [
        Span(
          "▲ " + session.text(isShort ? key + ".short" : key),
          verdict.isBlocked ? .danger : .warning)
      ]
    }
    let place = sheet.draft.lines.firstIndex { $0.number == first }.map { $0 + 1 } ?? first
    let key = verdict.isBlocked ? "entry.remark.lineBlocks" : "entry.remark.lineAsks"
    return [
      Span(
        "▲ "
          + session.text(
            isShort ? key + ".short" : key, Fact("line", .count(place)),
            Fact("price", .price(price))), .danger)
    ]
  }
}
