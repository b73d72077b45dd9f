import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// A quarter of sales whose figures are easy to follow.
private func quarterOfSales() throws -> TestCompany {
  let company = try TestCompany()
  let today = company.today
  let customer = try company.customer()
  let families = [
    try company.family("Boulonnerie"), try company.family("Outillage"), try company.family("EPI"),
  ]
  let products = try families.map { family in
    try company.product("P-" + family.code, price: "10.00", cost: "7.00", family: family)
  }
  var number = 0
  for (place, name) in ["DURAND", "LEMAITRE", "NOEL"].enumerated() {
    let person = try company.salesperson(name)
    for step in 0..<(12 - place * 3) {
      number += 1
      try company.sell(
        net: 400_000 + Int64(step * 31_000 + place * 7_500), of: products[(step + place) % 3],
        to: customer, by: person, on: today - step * 7, number: number)
    }
    for step in 0..<14 {
      number += 1
      try company.pursue(
        step, by: person, customer: step % 4 == 0 ? nil : customer, number: number)
    }
  }
  return company
}

extension TestCompany {
  fileprivate func sell(
    net: Int64, of product: Product, to customer: Customer, by person: Salesperson, on day: Day,
    number: Int
  ) throws {
    let warehouse = try warehouse()
    // Every fifth order has a line whose cost nobody knows.
    let isCosted = number % 5 > 0
    let order = SalesOrder(
      id: ids.mint(), number: "C-\(number)", customerID: customer.id, warehouseID: warehouse.id,
      salespersonID: person.id, currency: .eur, orderDay: day, netAmount: Amount(minor: net))
    let cost = Amount(minor: net * 7 / 10)
    try store.write { writer in
      try writer.insertInBulk(order)
      try writer.insertInBulk(
        SalesOrderCost(
          orderID: order.id, costAmount: isCosted ? cost : .zero,
          costedNetAmount: isCosted ? Amount(minor: net) : .zero, uncostedLines: isCosted ? 0 : 1,
          uncostedNetAmount: isCosted ? .zero : Amount(minor: net)))
      try writer.insertInBulk(
        OrderLine(
          orderID: order.id, line: 1, position: 1, productID: product.id,
          description: product.name, quantity: Quantity(thousandths: 1_000),
          netAmount: Amount(minor: net)))
      guard isCosted else { return }
      try writer.insertInBulk(
        OrderLineCost(
          orderID: order.id, line: 1, unitCost: UnitCost(tenThousandths: net * 70),
          costAmount: cost, method: .weightedAverage))
    }
  }

  /// Fourteen opportunities a head: two in each open stage, four won, two lost.
  fileprivate func pursue(
    _ step: Int, by person: Salesperson, customer: Customer?, number: Int
  ) throws {
    let way = ["PROSPECT", "QUALIFIE", "DEVIS", "NEGO"]
    let code = step < 8 ? way[step % 4] : step < 12 ? "ACCEPTE" : "PERDU"
    let stage = try stage(code)
    let opened = today - 20 - step * 4
    let closed = stage.outcome == .open ? nil : opened + 10 + step
    let opportunity = Opportunity(
      id: ids.mint(), searchKey: Int64(number), number: "A-\(number)", title: "Chantier \(number)",
      customerID: customer?.id, salespersonID: person.id, pipelineID: stage.pipelineID,
      stageID: stage.id, stageDay: closed ?? (today - step * 3), outcome: stage.outcome,
      amount: step == 5 ? nil : Amount(minor: 250_000 + Int64(number) * 11_000),
      probability: stage.probability,
      expectedCloseDay: step == 6 ? nil : today - 10 + step * 16, openedDay: opened,
      closedDay: closed, createdDay: opened)
    var path = stage.outcome == .open ? Array(way.prefix(step % 4 + 1)) : way
    if code == "PERDU" { path = ["PROSPECT", "QUALIFIE", "PERDU"] }
    if code == "ACCEPTE" { path.append("ACCEPTE") }
    try store.write { try $0.insertInBulk(opportunity) }
    for (sequence, code) in path.enumerated() {
      let stay = OpportunityStay(
        opportunityID: opportunity.id, sequence: sequence + 1, stageID: try self.stage(code).id,
        enteredDay: opened + sequence * 2, leftDay: opened + sequence * 2 + 2)
      try store.write { try $0.insertInBulk(stay) }
    }
    guard code == "DEVIS" || code == "NEGO", let customer else { return }
    let warehouse = try warehouse()
    try store.write {
      try $0.insertInBulk(
        Quote(
          id: ids.mint(), number: "D-\(number)", opportunityID: opportunity.id,
          customerID: customer.id, warehouseID: warehouse.id, salespersonID: person.id,
          currency: .eur, priceDay: opened, createdDay: opened, sentDay: today - step * 4,
          validityDay: today + 10, state: .sent, netAmount: Amount(minor: 330_000)))
    }
  }
}

@Suite("The indicators' screen")
struct IndicatorsScreenTests {
  @Test(
    "shows its figures at every size",
    arguments: [(120, 40), (100, 30), (80, 24), (60, 16), (40, 12)])
  func golden(width: Int, height: Int) throws {
    let station = try TestWorkstation(
      try quarterOfSales(), size: Size(width, height), first: .indicators)
    try station.expectGolden("indicators")
  }

  @Test("shows the chart and the families under the figures at 80x24 once Tab is there")
  func compactChart() throws {
    var station = try TestWorkstation(
      try quarterOfSales(), size: Size(80, 24), first: .indicators)
    station.press(.tab)
    try station.expectGolden("indicators-chart")
  }

  @Test("explains a figure with its terms and names what is left out")
  func why() throws {
    var station = try TestWorkstation(try quarterOfSales(), first: .indicators)
    station.press(.down, .char("W"))
    #expect(station.shows("Marge commandée"))
    #expect(station.shows("Net au coût connu"))
    #expect(station.shows("sans coût"))
    try station.expectGolden("indicators-why")
  }

  @Test("w writes the records that make the figure, as many as it says")
  func exportOfRows() throws {
    var station = try TestWorkstation(try quarterOfSales(), first: .indicators)
    station.press(.enter, .char("w"), .enter)
    let file = try #require(station.written.first)
    #expect(file.key.hasSuffix("commandes-2026-11-23.csv"))
    let lines = file.value.split(separator: "\n")
    #expect(lines.first?.hasPrefix("key,number,customer,") == true)
    #expect(station.shows("(\(lines.count - 1))"), "\(station.frame())")
  }

  @Test("Enter lists the records that make the figure, as many as it says")
  func rows() throws {
    var station = try TestWorkstation(try quarterOfSales(), first: .indicators)
    station.press(.enter)
    #expect(station.model.current.kind == .rows)
    let rows = try #require(station.model.current.state as? RowsScreen)
    #expect(rows.rows.count == 27)
    #expect(station.shows("CA commandé (27)"))
    try station.expectGolden("indicator-rows")
    station.press(.escape)
    #expect(station.model.current.kind == .indicators)
  }

  @Test("left and right change the period and compute again")
  func period() throws {
    var station = try TestWorkstation(try quarterOfSales(), first: .indicators)
    station.press(.left)
    #expect(station.shows("◂ Mois ▸"))
    let month = try #require(station.model.current.state as? IndicatorsScreen)
    #expect(month.computed?.dashboard.scope.period.from == station.company.today.startOfMonth)
    station.press(.left, .left, .left)
    #expect(station.shows("◂ Semaine ▸"))
  }

  @Test("f narrows to a salesperson, whose figures are then the whole")
  func filter() throws {
    var station = try TestWorkstation(try quarterOfSales(), first: .indicators)
    station.press(.char("f"))
    station.type("lemaitre\n")
    let screen = try #require(station.model.current.state as? IndicatorsScreen)
    #expect(screen.computed?.dashboard.bySalesperson.map(\.name) == ["Lemaitre"])
    #expect(screen.computed?.dashboard.whole.orders.count == 9)
    #expect(station.shows(" · Lemaitre"))
  }

  @Test("w writes the same figures as the command line, exactly")
  func export() throws {
    var station = try TestWorkstation(try quarterOfSales(), first: .indicators)
    station.press(.char("w"))
    station.type("json\n")
    let bytes = try #require(station.saved["kpi-2026-11-23.json"])
    let text = String(decoding: bytes, as: UTF8.self)
    let screen = try #require(station.model.current.state as? IndicatorsScreen)
    let net = try #require(screen.computed?.dashboard.whole.orders.net)
    #expect(text.contains("\"net\": \(Money(net, .eur).machineText)"))
    station.press(.char("w"))
    station.type("csv\n")
    #expect(station.saved["kpi-2026-11-23.csv"]?.isEmpty == false)
  }

  @Test("a change of the company computes again, on the indicators' lane and nowhere else")
  func recompute() throws {
    var station = try TestWorkstation(try quarterOfSales(), first: .indicators)
    let company = station.company
    try company.store.write { writer in
      for order in try writer.all(SalesOrder.self, "WHERE number = 'C-1'") {
        var cancelled = order
        cancelled.state = .cancelled
        try writer.update(order, to: cancelled)
      }
    }
    station.storeChanged()
    let screen = try #require(station.model.current.state as? IndicatorsScreen)
    #expect(screen.computed?.dashboard.whole.orders.count == 26)
    var state = screen
    for case .work(let work) in state.load(station.model.session) {
      #expect(work.lane == .indicators)
    }
  }

  @Test("a figure that cannot be computed shows ? and the reason, never what it was")
  func failure() throws {
    let station = try TestWorkstation(try quarterOfSales(), first: .indicators)
    var screen = try #require(station.model.current.state as? IndicatorsScreen)
    let failure = Failure(sentence: "Le disque ne répond pas.", isRefusal: false, reason: nil)
    _ = screen.fail("dashboard", failure, station.model.session)
    let buffer = CellBuffer(Size(80, 21))
    _ = screen.draw(on: buffer.canvas, station.model.session)
    #expect(buffer.text.contains("Le disque ne répond pas."))
    #expect(buffer.text.contains("?") && !buffer.text.contains("€"))
  }
}
