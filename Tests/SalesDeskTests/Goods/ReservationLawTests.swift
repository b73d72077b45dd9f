import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Who was confirmed first keeps the goods", .eachEngine)
struct ReservationLawTests {
  @Test(
    "AT-24 confirming an order never lowers what another confirmed order holds",
    arguments: [1, 2, 3] as [UInt64])
  func at24(seed: UInt64) throws {
    let story = try GoodsStory()
    var random = SeededGenerator(seed: seed)
    let products = try ["VIS", "ECROU", "RAIL"].map { code in
      try story.product(code, onHand: "\(Int.random(in: 5...25, using: &random))")
    }
    var held: [OrderLineKey: Quantity] = [:]
    for _ in 0..<12 {
      let lines = try (0..<Int.random(in: 1...3, using: &random)).map { _ in
        (
          try #require(products.randomElement(using: &random)),
          "\(Int.random(in: 1...9, using: &random))"
        )
      }
      let order = try story.order(lines)
      let now = try story.desk.read { reader in
        try reader.all(OrderLine.self).reduce(into: [OrderLineKey: Quantity]()) { sum, line in
          sum[OrderLineKey(order: line.orderID, line: line.line)] = line.reserved
        }
      }
      for (line, before) in held {
        #expect(now[line] == before, "seed \(seed): \(order.orderNumber) took from line \(line)")
      }
      held = now
    }
    // The timeline was tight: the law was put to the test.
    let reserved = try products.map { try story.level($0) }
    #expect(reserved.contains { $0.reserved == $0.onHand }, "seed \(seed)")
    #expect(try story.desk.read { try CompanyCheck.run($0) } == [])
  }
}

private struct OrderLineKey: Hashable {
  let order: ID<SalesOrder>
  let line: Int
}
