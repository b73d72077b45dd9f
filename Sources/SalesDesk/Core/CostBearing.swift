import Sales
import SalesStore
import Values

/// An outcome of an act that tells costs: the person gets it as he sees it.
protocol CostBearing {
  /// The same without costs, read anew where need be.
  func withoutCosts(_ store: StoreWriter) throws -> Self
}

extension StoreWriter {
  /// What an act returns, for the eyes of who acts.
  func showing<Outcome>(_ outcome: Outcome) throws -> Outcome {
    guard try sight == .hidden, let costly = outcome as? any CostBearing else { return outcome }
    return try costly.withoutCosts(self) as? Outcome ?? outcome
  }
}

extension QuoteDraft: CostBearing {
  func withoutCosts(_ store: StoreWriter) throws -> QuoteDraft { try store.draft(of: quote.id) }
}

extension Quote: CostBearing {
  /// The verdict on the floor is the server's where it keeps the costs: read after the last line.
  func withoutCosts(_ store: StoreWriter) throws -> Quote { try store.find(id) ?? self }
}

extension [StockMove]: CostBearing {
  func withoutCosts(_ store: StoreWriter) -> [StockMove] {
    map { move in
      var shown = move
      shown.unitCost = nil
      return shown
    }
  }
}
