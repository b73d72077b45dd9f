import Sales
import SalesStore
import Values

/// A set of a document with the currency of its amounts, and that of its margin.
struct SetOnDocument: Sendable {
  let header: QuoteLine
  let total: SetTotal
  let currency: Currency
  let companyCurrency: Currency

  /// The sets of a quote, in its order.
  static func all(_ sheet: QuoteSheet) -> [SetOnDocument] {
    let draft = sheet.detail.draft
    return sheet.figures.sets(of: draft).compactMap { total in
      draft[line: total.line].map {
        SetOnDocument(
          header: $0.row, total: total, currency: draft.quote.currency,
          companyCurrency: draft.companyCurrency)
      }
    }
  }
}

/// Answers about product sets.
enum SetAnswers {
  /// Sets on a document.
  static let onDocument = Shape<SetOnDocument>(
    "sets",
    [
      Field("line", .count) { .count($0.total.line) },
      Field("set", .text) { .text($0.header.setCode) },
      Field("description", .text) { .text($0.header.description) },
      Field("quantity", .quantity) { .quantity($0.total.count) },
      Field("closed", .flag) { .flag($0.total.isClosed) },
      Field("partsPrinted", .flag) { .flag(!$0.header.setHidesParts) },
      Field("choice", .text) {
        .text($0.total.choice == .firm ? "" : $0.total.choice.rawValue)
      },
      Field("unitPrice", .price) {
        .price($0.total.price(minorUnits: $0.currency.minorUnits))
      },
      Field("netAmount", .amount) { .amount($0.total.net, $0.currency) },
      Field("margin", .amount) { .amount($0.total.margin.margin, $0.companyCurrency) },
      Field("marginRate", .ratio) { .fraction($0.total.margin.marginRate) },
    ])

  /// `set list`.
  static let rows = Shape<ProductSetRow>("productSets", head)

  private static let head: [Field<ProductSetRow>] = [
    Field("code", .text) { .text($0.set.code) },
    Field("name", .text) { .text($0.set.name) },
    Field("closed", .flag) { .flag($0.set.closed) },
    Field("partsPrinted", .flag) { .flag(!$0.set.hidesParts) },
    Field("active", .flag) { .flag($0.set.active) },
    Field("validFrom", .day) { .day($0.set.validFrom) },
    Field("validTo", .day) { .day($0.set.validTo) },
    Field("made", .text) { .text(SetLinesText.typed($0.typed)) },
  ]

  private static let lines = Shape<TypedSetLine>(
    "setLines",
    [
      Field("product", .text) { .text($0.code) },
      Field("words", .text) { .text($0.words) },
      Field("quantity", .quantity) { .quantity($0.code == nil ? nil : $0.quantity) },
      Field("unit", .text) { .text($0.unit) },
      Field("optional", .flag) { .flag($0.isOptional) },
    ])

  /// `set show`.
  static let sheet = Shape<ProductSetRow>(
    "productSet",
    head + [Field("lines", .rows, inner: lines) { .rows(lines.rows($0.typed)) }])
}
