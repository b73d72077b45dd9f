import Values

extension QuoteDraft {
  /// The same document at the costs of another day: what stands frozen on its lines tells the margin when
  /// it was quoted, this tells the margin of that day (rules.md 2.3). A product without cost then has none.
  public func costing(_ cost: (ID<Product>) throws -> UnitCost?) rethrows -> QuoteDraft {
    var draft = self
    for place in draft.lines.indices {
      guard let product = draft.lines[place].productID else { continue }
      draft.lines[place].unitCost = try cost(product)
    }
    return draft
  }
}
