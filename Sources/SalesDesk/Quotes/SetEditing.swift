import Sales
import SalesStore
import Values

/// Changes a set of a quote as a whole.
struct SetEditing {
  let scope: ActScope

  func edit(_ number: Int, _ old: QuoteDraft, _ edit: LineEdit) throws -> QuoteDraft {
    let lines = try QuoteLines(
      scope: scope, quote: old.quote,
      products: old.parts(of: number).compactMap(\.productID))
    try lines.mayBeTyped(edit.price.value ?? nil)
    var draft = old
    let place = try old.place(of: number)
    let isOffered = !old.parts(of: number).contains(where: \.isCounted)
    var typing = LineTyping(
      quantity: edit.quantity.value, unit: edit.unit.value, price: edit.price.value ?? nil,
      discounts: edit.discounts.value ?? [])
    typing.description = edit.description.value
    typing.choice = edit.choice.value ?? (isOffered ? .option : .firm)
    edit.isClosed.apply(to: &draft.lines[place].row.setClosed)
    edit.hidesParts.apply(to: &draft.lines[place].row.setHidesParts)
    let terms = try lines.terms(of: old.parts(of: number))
    do throws(SetProblem) {
      try draft.changeSet(number, typing, terms, lines.context)
    } catch {
      throw Refusal(error, on: old.lines[place].row.setCode)
    }
    return try QuoteWriting(scope: scope).write(old, to: draft)
  }
}

extension QuoteLines {
  /// The terms of the products of these lines.
  func terms(of lines: [QuoteDraftLine]) throws -> [ID<Product>: ProductTerms] {
    try scope.store.terms(of: lines.compactMap(\.productID), context)
  }
}

extension Refusal {
  /// Why a set cannot be put on a document, or changed there.
  public init(_ problem: SetProblem, on set: String) {
    let code = Fact("set", .text(set))
    switch problem {
    case .line(let line, let product): self.init(line, on: product)
    case .noProducts: self.init(.setEmpty, code)
    case .unit(let unit): self.init(.setUnit, code, Fact("unit", .text(unit)))
    case .noQuantity: self.init(.quantityMissing, Fact("product", .text(set)))
    case .alternative: self.init(.setAlternative, code)
    case .priceUnknown: self.init(.setPriceUnknown, code)
    case .notSold(let product):
      self.init(
        .productNotSold, Fact("product", .text(product.code)), Fact("successor", .text("")))
    case .overflow: self.init(.figureTooLarge)
    }
  }
}
