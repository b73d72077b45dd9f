import Sales
import SalesStore
import Values

extension StoreReading {
  /// Why nothing can be set aside for a line: who holds the goods, and when more arrives. A
  /// salesperson with the customer on the phone needs both in the sentence that says no.
  ///
  /// - Returns: `nothingFree`, or one of its richer kinds where somebody holds or something comes.
  func nothingFree(for line: OrderLine) throws -> Refusal {
    let product = Fact("product", .text(line.description))
    guard let id = line.productID else { return Refusal(.nothingFree, product) }
    let holders = try holders(of: id)
    let incoming = try incoming(of: id)
    let arriving = Fact(
      "arriving", .quantity(incoming.reduce(.zero) { $0 + $1.quantity }))
    let arrival = Fact(
      "arrival", incoming.compactMap(\.expectedDay).first.map(FactValue.day) ?? .text("?"))
    guard let first = holders.first else {
      return incoming.isEmpty
        ? Refusal(.nothingFree, product) : Refusal(.nothingFreeYet, product, arriving, arrival)
    }
    let held = Fact("held", .quantity(holders.reduce(.zero) { $0 + $1.quantity }))
    let order = Fact("order", .text(first.orderNumber))
    let customer = Fact("customer", .text(first.customerName))
    return incoming.isEmpty
      ? Refusal(.heldByOthers, product, held, order, customer)
      : Refusal(.heldByOthersYet, product, held, order, customer, arriving, arrival)
  }
}
