import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// A company whose counter sells fasteners: what the stories of quote entry start from.
struct CounterCompany {
  let company: TestCompany
  let customer: Customer

  /// The shop of the mock-ups. Costs may be divided by two where floors of 60 % instead of 20 % leave every
  /// floor price as it is.
  init(halvesCosts: Bool = false) throws {
    company = try TestCompany()
    let floor: Int64 = halvesCosts ? 60 : 20
    func halved(_ cost: String) throws -> String {
      let cost = try UnitCost(machine: cost)
      return UnitCost(tenThousandths: cost.tenThousandths / (halvesCosts ? 2 : 1)).description
    }
    try company.salesperson("DURAND", roles: [.salesperson])
    try company.salesperson("CHEF", roles: [.manager])
    let tools = try company.family("OUTIL", floorPercent: floor)
    let bolts = try company.family("BOULON", floorPercent: floor)
    let grenoble = try company.warehouse("GRE")
    let list = PriceList(id: company.ids.mint(), code: "T2", name: "Tarif pro", currency: .eur)
    try company.store.write { try $0.insertInBulk(list) }
    customer = try company.customer("C-0417") {
      $0.town = "Lyon"
      $0.priceListID = list.id
      $0.creditLimit = Amount(minor: 3_000_000)
    }
    try company.customer("C-0002", name: "Serrurerie Noé") { $0.town = "Grenoble" }
    try company.site("CONFLUENCE", of: customer)
    let rows: [(String, String, String, String, Family, String)] = [
      ("BHR-1650", "Boulon HR 16x50 8.8", "1.85", "1.61", bolts, "4000"),
      ("RON-HR16", "Rondelle HR 16", "0.22", "0.15", bolts, "9000"),
      ("ECR-1690", "Écrou HR 16 cl.10", "0.48", "0.37", bolts, "800"),
      ("SCE-380", "Scellement chim. 380", "14.20", "10.90", tools, "150"),
      ("TIG-F16", "Tige filetée M16 1 m", "6.90", "5.52", tools, "500"),
      ("FOR-SDS18", "Foret SDS+ 18x200", "11.50", "7.60", tools, "64"),
      ("FOR-SDS18L", "Foret SDS+ 18x450", "19.80", "14.46", tools, "9"),
      ("FOR-SDSM18", "Foret SDS-max 18x340", "34.60", "24.15", tools, "0"),
    ]
    for (code, name, price, cost, family, stock) in rows {
      let product = try company.product(
        code, price: price, cost: try halved(cost), family: family
      ) {
        $0.name = name
        $0.priceDecimals = price.contains("0.") ? 4 : 2
      }
      try company.stock(product, onHand: stock, reserved: code == "FOR-SDS18" ? "12" : "0")
      if code == "FOR-SDS18" {
        try company.stock(product, onHand: "40", in: grenoble)
        try company.packaging("bte", of: product, content: "10")
        try company.priceRule(.list, net: "10.90", from: "50") {
          $0.productID = product.id
          $0.name = "Palier 50"
        }
      }
      if code == "ECR-1690" {
        try company.supplier(
          "BOSSARD", of: product, price: try halved("0.37"))
      }
    }
  }

  /// A station at the desk of `user`, on a new quote for the customer.
  func station(_ size: Size = Size(120, 40), user: String = "DURAND") throws -> TestWorkstation {
    var station = try TestWorkstation(company, user: user, size: size, first: .quotes)
    station.press(.char("n"))
    station.type("aeth\n")
    return station
  }
}

@Suite("Quote entry during a call")
struct QuoteEntryTests {
  static let five = ["1200*bhr", "2400*ron hr16", "1200*ecr", "120*sce -5%", "300*tig"]

  private func filled(_ size: Size = Size(120, 40)) throws -> TestWorkstation {
    var station = try CounterCompany().station(size)
    for line in Self.five { station.type(line + "\n") }
    return station
  }

  @Test("is drawn at every size", arguments: [(120, 40), (100, 30), (80, 24), (60, 16), (40, 12)])
  func frames(_ width: Int, _ height: Int) throws {
    var station = try filled(Size(width, height))
    station.type("20*foret 18 -10%")
    try station.expectGolden("entry-typing")
    station.press(.enter)
    try station.expectGolden("entry-line")
    station.press(.up, .up, .up)
    try station.expectGolden("entry-walking")
    station.press(.enter)
    try station.expectGolden("entry-editing")
    station.press(.escape, .escape, .f(6))
    try station.expectGolden("entry-head")
  }
}
