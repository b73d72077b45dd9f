import Sales
import SalesStore
import Values

/// Adds lines to a quote; to one that was sent, it opens the next version.
public struct AddLines: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.addLines", roles: .sellers)

  /// The quote.
  public let quoteID: ID<Quote>
  /// The lines.
  public let entries: [NewLine]

  /// The adding of lines.
  public init(_ entries: [NewLine], to quote: ID<Quote>) {
    quoteID = quote
    self.entries = entries
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> QuoteDraft {
    let writing = QuoteWriting(scope: scope)
    let old = try writing.editable(quoteID)
    let lines = try QuoteLines(
      scope: scope, quote: old.quote, products: entries.compactMap(\.productID))
    var draft = old
    for entry in entries { try lines.append(entry, to: &draft) }
    return try writing.write(old, to: draft)
  }
}

/// What changes on a line.
public struct LineEdit: Sendable, Hashable {
  /// Typed quantity. A typed price stays, one of the rules follows.
  public var quantity: Edit<Quantity> = .keep
  /// Unit or packaging of the quantity.
  public var unit: Edit<String> = .keep
  /// Price typed; none gives it back to the rules.
  public var price: Edit<TypedPrice?> = .keep
  /// The whole cascade.
  public var discounts: Edit<[Ratio]> = .keep
  /// Words printed.
  public var description: Edit<String> = .keep
  /// Whether another warehouse may serve it.
  public var otherWarehouses: Edit<Bool> = .keep
  /// Sold, or only offered: an alternative is one of the line above.
  public var choice: Edit<LineChoice> = .keep
  /// Whether the words of a comment begin a section.
  public var heading: Edit<Bool> = .keep
  /// Of a set: whether papers show one line with one price.
  public var isClosed: Edit<Bool> = .keep
  /// Of a set: whether that line stands alone, without the names of its parts.
  public var hidesParts: Edit<Bool> = .keep

  /// Nothing changed yet.
  public init() {}
}

/// Changes a line of a quote; of one that was sent, it opens the next version.
public struct EditLine: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.editLine", roles: .sellers)

  /// The quote.
  public let quoteID: ID<Quote>
  /// Number of the line.
  public let line: Int
  /// The changes.
  public let edit: LineEdit

  /// The change of a line.
  public init(_ line: Int, of quote: ID<Quote>, _ edit: LineEdit) {
    quoteID = quote
    self.line = line
    self.edit = edit
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> QuoteDraft {
    let writing = QuoteWriting(scope: scope)
    let old = try writing.editable(quoteID)
    let place = try old.place(of: line)
    if old.lines[place].isSet { return try SetEditing(scope: scope).edit(line, old, edit) }
    let lines = try QuoteLines(
      scope: scope, quote: old.quote, products: [old.lines[place].productID].compactMap(\.self))
    try lines.mayBeTyped(edit.price.value ?? nil)
    var draft = old
    var changed = draft.lines[place]
    edit.description.apply(to: &changed.row.description)
    edit.otherWarehouses.apply(to: &changed.row.otherWarehouses)
    if changed.isProduct, let choice = edit.choice.value {
      changed.row.choice = choice
      changed.row.choiceOf = nil
    }
    if !changed.isProduct { edit.heading.apply(to: &changed.row.heading) }
    try lines.change(&changed) { (terms, line) throws(LineProblem) in
      try change(&line, terms, lines.context)
    }
    draft.lines[place] = changed
    return try writing.write(old, to: draft)
  }

  private func change(
    _ line: inout QuoteDraftLine, _ terms: ProductTerms, _ context: PricingContext
  ) throws(LineProblem) {
    if edit.quantity.value != nil || edit.unit.value != nil {
      try terms.change(
        &line, quantity: edit.quantity.value ?? line.row.typedQuantity, unit: edit.unit.value,
        context)
    }
    if let price = edit.price.value {
      try terms.price(&line, price, discounts: [], context)
    }
    if let discounts = edit.discounts.value {
      try terms.discount(&line, discounts)
    }
  }
}

/// Takes a line off a quote; off one that was sent, it opens the next version.
public struct RemoveLine: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.removeLine", roles: .sellers)

  /// The quote.
  public let quoteID: ID<Quote>
  /// Number of the line.
  public let line: Int

  /// The removal of a line.
  public init(_ line: Int, of quote: ID<Quote>) {
    quoteID = quote
    self.line = line
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> QuoteDraft {
    let writing = QuoteWriting(scope: scope)
    let old = try writing.editable(quoteID)
    var draft = old
    draft.removeLine(at: try old.place(of: line))
    return try writing.write(old, to: draft)
  }
}

/// Moves a line to another place of a quote.
public struct MoveLine: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("quote.moveLine", roles: .sellers)

  /// The quote.
  public let quoteID: ID<Quote>
  /// Number of the line.
  public let line: Int
  /// Its place from 1; beyond the end is the end.
  public let position: Int

  /// The move of a line.
  public init(_ line: Int, of quote: ID<Quote>, to position: Int) {
    quoteID = quote
    self.line = line
    self.position = position
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> QuoteDraft {
    let writing = QuoteWriting(scope: scope)
    let old = try writing.editable(quoteID)
    var draft = old
    let block = draft.block(at: try old.place(of: line))
    let moved = Array(draft.lines[block])
    draft.lines.removeSubrange(block)
    // A set moves with its lines; what lands inside another one stands behind it.
    draft.lines.insert(contentsOf: moved, at: min(max(0, position - 1), draft.lines.count))
    draft.renumberPositions()
    return try writing.write(old, to: draft)
  }
}

extension QuoteDraft {
  /// Where the line of that number stands.
  func place(of number: Int) throws -> Int {
    guard let place = lines.firstIndex(where: { $0.number == number }) else {
      throw Refusal(
        .lineUnknown, Fact("number", .text(quote.number)), Fact("line", .count(number)))
    }
    return place
  }
}
