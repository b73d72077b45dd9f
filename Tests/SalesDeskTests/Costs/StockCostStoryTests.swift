import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

/// The costs of a product as its goods come and go through the desk, with the figures of rules.md 2.8.
@Suite("What stock costs", .eachEngine)
struct StockCostStoryTests {
  @Test("AT-29 over stock below zero the price becomes the cost: 3.30, and 10.00")
  func at29() throws {
    let books = try CostStory(negative: true)
    let free = try books.product("OFFERT", cost: "0.00")
    try books.deliver("2", of: free)
    #expect(try books.story.level(free).onHand == units("-2"))
    try books.receive("20", of: free, at: "3.30")
    #expect(try books.cost(free) == "3.30")
    #expect(try books.value(free) == euros("59.40"))

    let short = try books.product("MANQUE", cost: "8.00")
    try books.deliver("10", of: short)
    try books.receive("5", of: short, at: "10.00")
    #expect(try books.cost(short) == "10.00")
    #expect(try books.value(short) == euros("-50.00"))
    try books.isSound()
  }

  @Test("AT-30 of layers 10 at 10.00 and 20 at 12.00, 15 leave worth 160.00 and 15 stay at 12.00")
  func at30() throws {
    let books = try CostStory(method: .fifo)
    let screws = try books.product("VIS", cost: nil)
    try books.receive("10", of: screws, at: "10.00")
    try books.receive("20", of: screws, at: "12.00")
    #expect(try books.value(screws) == euros("340.00"))
    #expect(try books.cost(screws) == "10.00")
    try books.deliver("15", of: screws)
    let left = try books.log(screws)[0].entry
    #expect(left.kind == .delivery && left.salesCost == euros("160.00"))
    #expect(try left.unitCost == UnitCost(machine: "10.6667"))
    let layers = try books.story.desk.read { try $0.layers(of: screws.id) }
    #expect(layers.map(\.quantity) == [units("15")])
    #expect(try layers.map(\.unitCost) == [UnitCost(machine: "12.00")])
    #expect(try books.value(screws) == euros("180.00"))
    #expect(try books.cost(screws) == "12.00")
    try books.isSound()
  }

  @Test("AT-31 8 at 10.00, 10 leave for 100.00; 2 come at 12.00: stock −4.00, sales +4.00, then 0")
  func at31() throws {
    let books = try CostStory(method: .fifo, negative: true)
    let screws = try books.product("VIS", cost: nil)
    try books.receive("8", of: screws, at: "10.00")
    try books.deliver("10", of: screws)
    #expect(try books.log(screws)[0].entry.salesCost == euros("100.00"))
    #expect(try books.value(screws) == euros("-20.00"))
    try books.receive("2", of: screws, at: "12.00")
    let settled = try books.log(screws)[0].entry
    #expect(settled.kind == .shortfall && settled.amount == euros("-4.00"))
    #expect(settled.salesCost == euros("4.00"))
    #expect(try books.value(screws) == .zero)
    #expect(try books.story.level(screws).onHand == .zero)
    try books.isSound()
  }

  @Test(
    "without the setting nothing leaves that is not there, and nothing that others hold with it")
  func belowZero() throws {
    let books = try CostStory()
    let screws = try books.product("VIS", cost: "6.00", onHand: "3")
    #expect(refusal { try books.deliver("4", of: screws) } == .notEnoughStock)
    try books.story.desk.perform(SetSetting("stock.negative", to: "true"))
    _ = try books.story.order([(screws, "3")])
    let late = try books.story.order([(screws, "1")])
    #expect(
      refusal {
        try books.story.desk.perform(
          DeliverOrder(order: late.orderID, picks: [DeliveryPick(line: 1, quantity: units("1"))]))
      } == .notEnoughStock)
    try books.isSound()
  }

  @Test("AT-32 the value stays near cost × quantity, and every cent of it is in the log")
  func at32() throws {
    let books = try CostStory()
    let screws = try books.product("VIS", cost: nil) { $0.priceUnit = 100 }
    var random = SeededGenerator(seed: 32)
    var onHand: Int64 = 0
    for _ in 0..<25 {
      let isIn = onHand < 5 || Bool.random(using: &random)
      let moved =
        isIn ? Int64.random(in: 1...700, using: &random) : .random(in: 1...onHand, using: &random)
      if isIn {
        let price = UnitCost(tenThousandths: .random(in: 1...99_999, using: &random))
        try books.receive(String(moved), of: screws, at: price.description)
      } else {
        try books.deliver(String(moved), of: screws)
      }
      onHand += isIn ? moved : -moved
      let row = try #require(try books.row(screws))
      let exact = Int128(row.unitCost.tenThousandths) * Int128(onHand) * 1000
      let distance = exact - Int128(row.stockValue.minor) * 100_000 * 100
      #expect(distance.magnitude * 2 <= (Int128(onHand) * 1000 + 100_000 * 100).magnitude)
      #expect(try books.log(screws)[0].entry.balanceValue == row.stockValue)
    }
    let log = try books.log(screws).map(\.entry)
    #expect(log.map(\.amount).reduce(.zero, +) == (try books.value(screws)))
    try books.isSound()
  }

  @Test("AT-33 100 at 10.00, 60 sold, invoiced 10.50: stock +20.00, sales +30.00, PMP 10.50")
  func at33() throws {
    let books = try CostStory()
    let screws = try books.product("VIS", cost: nil)
    let receipt = try books.receive("100", of: screws, at: "10.00")
    try books.deliver("60", of: screws)
    let before = try books.margin()
    let done = try books.correct(receipt, to: "10.50")
    #expect(done.stock == euros("20.00") && done.sales == euros("30.00"))
    #expect(try books.cost(screws) == "10.50")
    #expect(try books.value(screws) == euros("420.00"))
    #expect(try books.margin() == before - euros("30.00"), "the margin of the period follows")
    #expect(
      try books.story.desk.read { try $0.cost(of: screws.id, by: .lastPurchase) }?.unitCost
        == UnitCost(machine: "10.50"))
    #expect(refusal { _ = try books.correct(receipt, to: "10.50") } == .receiptSamePrice)
    try books.isSound()

    try books.story.desk.undo()
    #expect(try books.cost(screws) == "10.00" && books.margin() == before)
    #expect(try books.value(screws) == euros("400.00"))
    try books.story.desk.redo()
    #expect(try books.value(screws) == euros("420.00"))
    // Far too low an invoice: the value of the stock falls to nothing, no cost is ever negative.
    try books.correct(receipt, to: "0.00")
    #expect(try books.cost(screws) == "0.00" && books.value(screws) == .zero)
    try books.isSound()
  }

  @Test("AT-33 first in, first out: the layer of the receipt and what left of it")
  func at33Layers() throws {
    let books = try CostStory(method: .fifo)
    let screws = try books.product("VIS", cost: nil)
    let receipt = try books.receive("100", of: screws, at: "10.00")
    try books.receive("5", of: screws, at: "9.00")
    try books.deliver("60", of: screws)
    let done = try books.correct(receipt, to: "10.50")
    #expect(done.stock == euros("20.00") && done.sales == euros("30.00"))
    #expect(try books.value(screws) == euros("465.00"))
    #expect(try books.cost(screws) == "10.50")
    try books.isSound()
  }

  @Test(
    "AT-10 after 1 at 1 000 cost 500, its return brings the margin of the period to 0, not −2 000",
    arguments: [CostMethod.weightedAverage, .fifo])
  func at10(_ method: CostMethod) throws {
    let books = try CostStory(method: method)
    let machine = try books.product("MACHINE", cost: nil, price: "1000.00")
    try books.receive("1", of: machine, at: "500.00")
    let delivery = try books.deliver("1", of: machine)
    #expect(try books.margin() == euros("500.00"))
    try books.story.desk.perform(
      ReturnDelivery(delivery: delivery, picks: [DeliveryPick(line: 1, quantity: units("1"))]))
    #expect(try books.margin() == .zero)
    #expect(try books.value(machine) == euros("500.00"))
    try books.isSound()
    try books.story.desk.undo()
    #expect(try books.margin() == euros("500.00") && books.value(machine) == .zero)
    try books.isSound()
  }
}
