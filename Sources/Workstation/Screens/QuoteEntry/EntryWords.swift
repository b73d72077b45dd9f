import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What entry says of what was typed.
enum EntryWords {
  /// Why a text is not a line.
  static func problem(_ problem: LineEntryProblem, _ session: Session) -> String {
    let key: String
    switch problem.kind {
    case .empty: key = "empty"
    case .missingSearch: key = "missingSearch"
    case .zeroQuantity: key = "zeroQuantity"
    case .tooManyDecimals(let kept):
      return session.text("line.problem.tooManyDecimals", Fact("kept", .count(kept)))
    case .tooLarge: key = "tooLarge"
    case .badDiscount: key = "badDiscount"
    case .discountOutOfRange: key = "discountOutOfRange"
    case .tooManyDiscounts: key = "tooManyDiscounts"
    case .badPrice: key = "badPrice"
    case .marginOutOfRange: key = "marginOutOfRange"
    case .zeroCoefficient: key = "zeroCoefficient"
    case .secondPrice: key = "secondPrice"
    }
    return session.text("line.problem.\(key)")
  }

  /// Why no line can be made of it.
  static func problem(
    _ problem: LineProblem, on product: Product, _ session: Session
  ) -> String {
    let refusal = Refusal(problem, on: product)
    return session.format.text("refusal.\(refusal.reason.rawValue)", refusal.facts)
  }

  /// `qté 20 · article « foret sds 18 » · remise 10 %`.
  static func echo(_ text: EntryText, _ session: Session) -> String {
    let format = session.format
    switch text.entry {
    case .copyAbove: return session.text("entry.echo.copy")
    case .comment(let words): return session.text("entry.echo.comment", Fact("text", .text(words)))
    case .section(let words): return session.text("entry.echo.section", Fact("text", .text(words)))
    case .product(let entry):
      var parts: [String] = []
      if entry.choice != .firm { parts.append(session.text("entry.echo.\(entry.choice.rawValue)")) }
      if let quantity = entry.quantity {
        let amount = format.quantity(quantity) + (entry.unit.map { " " + $0 } ?? "")
        parts.append(session.text("entry.echo.quantity", Fact("quantity", .text(amount))))
      }
      parts.append(session.text("entry.echo.product", Fact("search", .text(entry.search))))
      parts += modifiers(entry, session)
      return parts.joined(separator: " · ")
    case nil where text.text.first == "<":
      return session.text("entry.echo.file", Fact("path", .text(text.file ?? "…")))
    case nil:
      return text.text.isEmpty
        ? session.text("entry.echo.grammar")
        : text.problem.map { problem($0, session) } ?? ""
    }
  }

  /// `à 96 le prix passe à 4,10`, in the unit typed: `à 2 bte le prix passe à 4,10`.
  static func nextBreak(
    _ next: NextBreak?, of shown: ShownLine, _ session: Session
  ) -> String? {
    guard let next else { return nil }
    let format = session.format
    let product = shown.match.product
    let typed = shown.line.row.typedUnit
    var quantity = format.quantity(next.quantity)
    if typed != product.baseUnit,
      let count = shown.match.terms.count(of: typed, reaching: next.quantity)
    {
      quantity = format.quantity(count) + " " + typed
    }
    let unit = product.priceUnit == 1 ? "" : " /\(product.priceUnit)"
    return session.text(
      "entry.price.nextBreak", Fact("quantity", .text(quantity)),
      Fact("price", .text(format.price(next.netPrice) + unit)))
  }

  private static func modifiers(_ entry: ProductEntry, _ session: Session) -> [String] {
    let format = session.format
    var parts: [String] = []
    if !entry.discounts.isEmpty {
      let cascade = discounts(entry.discounts.steps, format)
      parts.append(session.text("entry.echo.discount", Fact("discount", .text(cascade))))
    }
    switch entry.price {
    case .net(let price):
      parts.append(session.text("entry.echo.net", Fact("price", .text(format.price(price)))))
    case .marginRate(let rate):
      parts.append(session.text("entry.echo.margin", Fact("rate", .ratio(rate))))
    case .coefficient(let times):
      let shown = format.decimal(times.basisPoints, scale: 4, decimals: 2)
      parts.append(session.text("entry.echo.coefficient", Fact("times", .text(shown))))
    case nil: break
    }
    return parts
  }

  /// `10 %`, `10+5+2 %`.
  static func discounts(_ steps: [Ratio], _ format: Format) -> String {
    guard steps.count > 1 else { return steps.first.map { format.shortPercent($0) } ?? "—" }
    let numbers = steps.map { format.bareShortPercent($0) }
    return numbers.joined(separator: "+") + (format.texts.language == .french ? "\u{A0}%" : "%")
  }
}

extension Format {
  /// A rate in percent without its sign, for tables.
  func bareRate(_ rate: Fraction) -> String {
    guard let tenths = rate.roundedPercent(decimals: 1) else { return "?" }
    return decimal(tenths, scale: 1, decimals: 1)
  }
}
