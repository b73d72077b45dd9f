import Values

/// What differs between two states of one line.
public struct QuoteLineDifference: Hashable, Sendable {
  /// What happened to a line from one version to the next.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case added, removed, changed
  }

  /// A part of a line that differs.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    case quantity, price, discount, words, choice, vat
  }

  /// Number of the line: it is kept from version to version.
  public let line: Int
  /// What happened.
  public let kind: Kind
  /// The line as it was; nil = added.
  public let before: QuoteDraftLine?
  /// The line as it is; nil = removed.
  public let after: QuoteDraftLine?
  /// What differs of a line that changed.
  public let parts: [Part]
  /// What it changes in the goods, before the document discount.
  public let effect: Amount

  /// The line that is shown: as it is, else as it was.
  public var shown: QuoteDraftLine? { after ?? before }
}

/// The difference between two versions of a quote, line by line. The effects of the lines sum to the
/// change of the goods; discount, carriage, eco-contributions and VAT make up the rest of the total.
public struct QuoteDifference: Hashable, Sendable {
  /// The lines that differ: those removed first where they stood, then the order of the newer version.
  public let lines: [QuoteLineDifference]
  /// Totals of the older version.
  public let before: DocumentTotals
  /// Totals of the newer version.
  public let after: DocumentTotals

  /// Whether nothing that the customer pays, or reads on a line, differs.
  public var isEmpty: Bool { lines.isEmpty && before == after }
  /// The change of the goods, before the document discount.
  public var goods: Amount { after.goods - before.goods }
  /// The change of the total with tax.
  public var total: Amount { after.total - before.total }

  /// The difference from one version to another.
  public init(from older: QuoteDraft, to newer: QuoteDraft) throws(Overflow) {
    let (was, now) = (try QuoteComputation(older), try QuoteComputation(newer))
    (before, after) = (was.totals, now.totals)
    let known = Dictionary(
      older.lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    var found: [QuoteLineDifference] = []
    var kept: Set<Int> = []
    for line in newer.lines {
      let number = line.number
      let net = now.counted(number)
      guard let old = known[number], old.isSame(as: line) else {
        found.append(
          QuoteLineDifference(
            line: number, kind: .added, before: nil, after: line, parts: [], effect: net))
        continue
      }
      kept.insert(number)
      let parts = old.parts(changedIn: line)
      let effect = net - was.counted(number)
      guard !parts.isEmpty || effect != .zero else { continue }
      found.append(
        QuoteLineDifference(
          line: number, kind: .changed, before: old, after: line, parts: parts, effect: effect))
    }
    let removed = older.lines.filter { !kept.contains($0.number) }.map { line in
      QuoteLineDifference(
        line: line.number, kind: .removed, before: line, after: nil, parts: [],
        effect: .zero - was.counted(line.number))
    }
    lines = removed + found
  }
}

extension QuoteComputation {
  /// What a line brings to the goods.
  fileprivate func counted(_ line: Int) -> Amount {
    self[line: line].map { $0.isCounted ? $0.net : .zero } ?? .zero
  }
}

extension QuoteDraftLine {
  /// Whether both are one line: of one product, or both words.
  fileprivate func isSame(as other: QuoteDraftLine) -> Bool {
    row.kind == other.row.kind && row.productID == other.productID
  }

  fileprivate func parts(changedIn other: QuoteDraftLine) -> [QuoteLineDifference.Part] {
    var parts: [QuoteLineDifference.Part] = []
    let isCountChanged = row.isSet && row.typedQuantity != other.row.typedQuantity
    if row.quantity != other.quantity || isCountChanged || row.typedUnit != other.row.typedUnit {
      parts.append(.quantity)
    }
    if row.unitPrice != other.row.unitPrice { parts.append(.price) }
    if row.discounts != other.row.discounts { parts.append(.discount) }
    if row.description != other.row.description || row.heading != other.row.heading
      || row.setClosed != other.row.setClosed
      || row.setHidesParts != other.row.setHidesParts
      || (row.setOf == nil) != (other.setOf == nil)
    {
      parts.append(.words)
    }
    if row.choice != other.row.choice { parts.append(.choice) }
    if row.vatRate != other.row.vatRate { parts.append(.vat) }
    return parts
  }
}
