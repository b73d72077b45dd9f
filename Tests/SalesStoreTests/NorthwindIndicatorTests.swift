import Foundation
import Sales
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Indicators on the Northwind set", .enabled(if: TestData.has("northwind")), .eachEngine)
struct NorthwindIndicatorTests {
  @Test("revenue with each line rounded, basket and yearly orders are those of expected.json")
  func revenue() throws {
    let company = try TestCompany()
    let history = try SalesHistory(
      company, pipeline: "Vide", stages: [("Un", 50), ("Signé", 100), ("Perdu", 0)])
    var nets: [String: Amount] = [:]
    for row in try TestData.rows("northwind/order_details.csv") {
      let line = LineAmounts(
        quantity: try Quantity(machine: row[3]), unitPrice: try UnitPrice(machine: row[2]),
        discounts: try Discounts([try Ratio(machine: row[4])]))
      nets[row[0], default: .zero] += try line.net()
    }
    let customer = try company.customer()
    try history.inOneTransaction {
      for row in try TestData.rows("northwind/orders.csv") {
        let day = try #require(Day(iso: row[3]))
        let net = try #require(nets[row[0]])
        try history.order("0", of: customer, on: day, by: row[2]) { order in
          order.netAmount = net
          order.carriage = Amount(minor: 1_000)
        }
      }
    }
    let expected = try TestData.expected("northwind")
    let whole = try company.store.read {
      try $0.dashboard(IndicatorScope(), today: company.today).whole
    }
    #expect(whole.orders.count == expected["orders"] as? Int)
    let rounded = expected["revenue_net with each line rounded half-up to cents"] as? String
    #expect(Money(whole.orders.net, .eur).machineText == rounded)
    #expect(whole.orders.basket.amount == Amount(minor: 152_505))
    // Nothing says what these goods cost: there is no margin, and the figure names all of it.
    let figure = whole.figure(.marginRate)
    #expect(!figure.value.isAvailable)
    #expect(
      figure.exclusions
        == [FigureTerm("ordersWithoutCost", .count(830), amount: whole.orders.net)])
  }
}
