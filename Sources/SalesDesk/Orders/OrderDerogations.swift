import Sales
import SalesStore
import Values

/// What an order takes of suppliers' derogations: what is left of each on the day of the order, read with
/// its row kept from other desks, so that two desks never use the same hundred. What a line no longer finds
/// costs as usual: the order says what the goods cost, the quote what they were expected to.
struct OrderDerogations {
  let scope: ActScope
  let agreed: AgreedQuote

  /// The costs of the order, and what its lines take.
  struct Taken {
    var cost: QuoteCost?
    var costs: [QuoteLineCost]
    var uses: [DerogationUse]
    /// What the lines no longer find.
    var short = Quantity.zero
  }

  /// Takes from each derogation, one after the other in the order of their identities.
  func take(for order: ID<SalesOrder>) throws -> Taken {
    var taken = Taken(cost: agreed.cost, costs: agreed.costs, uses: [])
    guard try scope.store.keepsCosts else { return taken }
    let wanted = Dictionary(grouping: agreed.derogations.filter { $0.quantity > .zero }) {
      $0.derogationID
    }
    for (id, lines) in wanted.sorted(by: { $0.key < $1.key }) {
      let derogation = try scope.store.claimDerogation(id)
      var left = derogation.holds(on: scope.today) ? derogation.remaining : .zero
      for line in lines.sorted(by: { $0.line < $1.line }) {
        let part = max(.zero, min(line.quantity, left ?? line.quantity))
        left = left.map { $0 - part }
        try apply(part, of: line, for: order, to: &taken)
      }
    }
    taken.uses.sort { $0.line < $1.line }
    let short =
      wanted.values.joined().reduce(Quantity.zero) { $0 + $1.quantity }
      - taken.uses.reduce(Quantity.zero) { $0 + $1.quantity }
    if short > .zero {
      scope.note("derogationShort", .quantity(short))
      taken.short = short
    }
    return taken
  }

  private func apply(
    _ part: Quantity, of line: QuoteLineDerogation, for order: ID<SalesOrder>,
    to taken: inout Taken
  ) throws {
    guard let place = taken.costs.firstIndex(where: { $0.line == line.line }),
      let row = agreed.lines.first(where: { $0.line == line.line })
    else { return }
    let usual = taken.costs[place].unitCost
    if part > .zero {
      taken.uses.append(
        DerogationUse(
          orderID: order, line: line.line, derogationID: line.derogationID,
          unitCost: line.unitCost, usualCost: usual, granted: part, quantity: part))
    }
    guard part != line.quantity else { return }
    let cost = try GrantedCost(unitCost: line.unitCost, remaining: part).effect(
      on: row.quantity, usualCost: usual, costUnit: Int64(row.priceUnit),
      minorUnits: try scope.store.company().currency.minorUnits
    ).cost
    taken.cost?.costAmount += cost - taken.costs[place].costAmount
    taken.costs[place].costAmount = cost
  }
}
