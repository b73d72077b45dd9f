import Sales
import SalesStore
import Values

/// A line to add, as typed.
public enum NewLine: Sendable, Hashable {
  /// A product.
  case product(ID<Product>, LineTyping)
  /// Words between the lines.
  case comment(String)
  /// The heading of a section.
  case section(String)
  /// As many product sets, exploded to their lines.
  case set(ID<ProductSet>, LineTyping)
}

extension NewLine {
  /// The product; nil for words.
  var productID: ID<Product>? {
    if case .product(let id, _) = self { id } else { nil }
  }
}

/// Makes and changes lines with the terms of their products, turning what cannot be typed into
/// refusals.
struct QuoteLines {
  let scope: ActScope
  let context: PricingContext
  let settings: CompanySettings
  /// What the products of the lines are sold at, read together.
  private let known: [ID<Product>: ProductTerms]

  /// - Parameter products: those of the lines to make or to change.
  init(scope: ActScope, quote: Quote, products: [ID<Product>]) throws {
    self.scope = scope
    context = try scope.store.pricingContext(of: quote)
    settings = try scope.store.settings()
    known = try scope.store.terms(of: products, context)
  }

  private func terms(of product: ID<Product>) throws -> ProductTerms {
    try known[product] ?? scope.store.terms(of: product, context)
  }

  /// The line of an entry; its document gives it its number.
  func line(_ entry: NewLine) throws -> QuoteDraftLine {
    switch entry {
    case .comment(let text): return try words(text)
    case .section(let text): return try words(text, heading: true)
    case .set: preconditionFailure("a set is several lines: append(_:to:)")
    case .product(let id, let typing):
      try mayBeTyped(typing.price)
      let terms = try terms(of: id)
      try mayBeSold(terms.product)
      return try naming(terms.product) { () throws(LineProblem) in
        try terms.line(typing, context, otherWarehouses: settings.otherWarehouses)
      }
    }
  }

  /// Puts what was typed at the end of a draft: a line, or a set with its lines.
  func append(_ entry: NewLine, to draft: inout QuoteDraft) throws {
    guard case .set(let id, let typing) = entry else {
      draft.append(try line(entry))
      return
    }
    try mayBeTyped(typing.price)
    let row = try scope.store.productSet(id)
    let terms = SetTerms(
      set: row.set, lines: row.lines,
      products: try scope.store.terms(of: row.lines.compactMap(\.productID), context))
    do throws(SetProblem) {
      draft.append(
        set: try terms.lines(typing, context, otherWarehouses: settings.otherWarehouses))
    } catch {
      throw Refusal(error, on: row.set.code)
    }
  }

  private func words(_ text: String, heading: Bool = false) throws -> QuoteDraftLine {
    guard !text.isEmpty else { throw Refusal(.titleMissing) }
    return .words(text, heading: heading)
  }

  /// Gives a line typed without its cost the one frozen on it before, else today's.
  func freeze(_ line: inout QuoteDraftLine, as kept: QuoteDraftLine?) throws {
    line.hidden = nil
    guard let id = line.productID else { return }
    let terms = try terms(of: id)
    let isKept = kept?.productID == id
    line.unitCost = isKept ? kept?.unitCost : terms.unitCost
    line.costMethod = isKept ? kept?.costMethod ?? context.costMethod : context.costMethod
    line.derogation = isKept ? kept?.derogation : terms.derogation
    line.floor = terms.floor
    line.floorActions = terms.floorActions
  }

  /// Changes a product line with the terms of its product.
  func change(
    _ line: inout QuoteDraftLine,
    _ body: (ProductTerms, inout QuoteDraftLine) throws(LineProblem) -> Void
  ) throws {
    guard let id = line.productID else { return }
    let terms = try terms(of: id)
    var changed = line
    try naming(terms.product) { () throws(LineProblem) in try body(terms, &changed) }
    line = changed
  }

  /// A target price tells the cost: it is for who sees costs.
  func mayBeTyped(_ price: TypedPrice?) throws {
    switch price {
    case .marginRate, .coefficient:
      guard scope.sight == .full else { throw Refusal(.costHidden) }
    case .net, nil: break
    }
  }

  private func mayBeSold(_ product: Product) throws {
    guard product.status == .blocked else { return }
    let successor = try product.successorID.flatMap { try scope.store.find($0) }
    throw Refusal(
      .productNotSold, Fact("product", .text(product.code)),
      Fact("successor", .text(successor?.code ?? "")))
  }

  private func naming<Result>(
    _ product: Product, _ body: () throws(LineProblem) -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch {
      throw Refusal(error, on: product)
    }
  }
}

extension Refusal {
  /// Why a line cannot be made of what was typed, naming the product.
  public init(_ problem: LineProblem, on product: Product) {
    let code = Fact("product", .text(product.code))
    switch problem {
    case .unknownUnit(let unit, let known):
      self.init(
        .unitUnknown, code, Fact("unit", .text(unit)),
        Fact("known", .text(known.joined(separator: " "))))
    case .noQuantity: self.init(.quantityMissing, code)
    case .costUnknown: self.init(.costUnknown, code)
    case .costHidden: self.init(.costHidden)
    case .unreachable(let rate):
      self.init(.targetUnreachable, code, Fact("ratio", .ratio(rate)))
    case .discounts: self.init(.discountsRefused, code)
    case .overflow: self.init(.figureTooLarge)
    }
  }
}
