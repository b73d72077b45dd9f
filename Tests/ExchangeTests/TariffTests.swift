import Exchange
import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Files of prices", .eachEngine)
struct TariffTests {
  private let company: TestCompany
  private let desk: Desk
  private let maker: Supplier
  private let screw: Product
  private let bolt: Product

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    let family = try company.family("VIS", floorPercent: 30)
    screw = try company.product("VIS-5", price: "6.50", cost: "4.00", family: family) {
      $0.priceUnit = 100
    }
    bolt = try company.product("BOUL-8", price: "2.00", cost: "1.00", family: family)
    maker = try company.supplier("ACME", of: screw, price: "4.00")
    try company.supplier("ACME", of: bolt, price: "1.00")
    let (screwID, makerID) = (screw.id, maker.id)
    try company.store.write { writer in
      for offer in try writer.all(SupplierPrice.self, "WHERE product_id = \(screwID)") {
        var coded = offer
        coded.supplierCode = "A-100"
        try writer.update(offer, to: coded)
      }
      try writer.insertInBulk(
        SupplierPrice(
          id: company.ids.mint(), supplierID: makerID, productID: screwID, sequence: 1,
          supplierCode: "A-100", minimumQuantity: Quantity(machine: "1000"),
          price: UnitPrice(machine: "3.80"), currency: .eur))
    }
  }

  private func read(_ text: String, _ profile: String = "tarif") throws -> TariffFile {
    let folder = try TemporaryFolder(["prices.csv": text])
    return try TariffFile(
      path: folder.path + "/prices.csv",
      TariffProfile.called(profile, in: ResourceFolder.located()))
  }

  private func offers(_ product: Product) throws -> [String] {
    try desk.read {
      try $0.all(
        SupplierPrice.self,
        "WHERE product_id = \(product.id) ORDER BY minimum_quantity, COALESCE(valid_from, 0)")
    }.map { offer in
      let price = offer.price?.description ?? "?"
      let from = offer.validFrom.map { "\($0.daysSinceEpoch - company.today.daysSinceEpoch)" }
      let until = offer.validTo.map { "\($0.daysSinceEpoch - company.today.daysSinceEpoch)" }
      return "\(offer.minimumQuantity) \(price) \(offer.currency) \(from ?? "-")…\(until ?? "-")"
    }
  }

  @Test(
    "a tariff begins on its day: the prices before end, a break that it lacks ends, undo brings all back"
  )
  func tariff() throws {
    let file = try read(
      """
      Référence;Prix;Par;Devise;Quantité;Valable du
      A-100;44,00;1000;EUR;;
      BOUL-8;1,10;;;;
      BOUL-8;1,05;;;500;
      """)
    #expect(file.rejections.isEmpty)
    let day = company.today + 10
    let plan = try desk.read {
      try $0.tariffPlan(file.batch, of: maker.id, from: day, today: company.today)
    }
    #expect(plan.refused.isEmpty)
    #expect(
      plan.prices.map {
        "\($0.product.code) \($0.minimum) \($0.before?.description ?? "-") \($0.after?.description ?? "-")"
      }
        == ["BOUL-8 0 1 1.1", "BOUL-8 500 - 1.05", "VIS-5 0 4 4.4", "VIS-5 1000 3.8 -"])
    #expect(plan.prices[2].move.roundedPercent(decimals: 2) == 1_000)
    let before = try offers(screw) + offers(bolt)
    let done = try desk.perform(ImportTariff(file.batch, of: maker.id, from: day)).outcome
    #expect(done.changes.count == 4)
    #expect(try offers(screw) == ["0 4 EUR -…9", "0 4.4 EUR 10…-", "1000 3.8 EUR -…9"])
    #expect(try offers(bolt) == ["0 1 EUR -…9", "0 1.1 EUR 10…-", "500 1.05 EUR 10…-"])
    let again = try desk.perform(ImportTariff(file.batch, of: maker.id, from: day))
    #expect(again.actID == nil, "the same file again changes nothing")
    try desk.undo()
    #expect(try offers(screw) + offers(bolt) == before)
  }

  @Test("what a tariff makes dearer to buy again, the radar shows")
  func radar() throws {
    let customer = try company.customer()
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(screw.id, LineTyping(quantity: try Quantity(machine: "10000")))]
    let draft = try desk.perform(CreateQuote(new)).outcome
    #expect(try desk.read { try $0.marginRadar(today: company.today) } == [])
    let file = try read("Référence;Prix\nA-100;4,60\n")
    try desk.perform(ImportTariff(file.batch, of: maker.id))
    let found = try desk.read { try $0.marginRadar(today: company.today) }
    #expect(found.map(\.id) == [draft.quote.id.rawValue])
    // 100 hundreds; 3.80 was asked for such a quantity, 4.60 is now.
    #expect(found[0].risk.lost == Amount(minor: 8_000))
    #expect(found[0].products == ["VIS-5"])
    try desk.undo()
    #expect(try desk.read { try $0.marginRadar(today: company.today) } == [])
  }

  @Test("rows that cannot be taken are said with line, column and reason; the others come in")
  func refusals() throws {
    let file = try read(
      """
      Référence;Prix;Par;Devise;Quantité;Valable du
      A-100;x;;;;
      ;1,00;;;;
      INCONNU;1,00;;;;
      BOUL-8;1,10;;EURO;;
      BOUL-8;1,10;;;;32/01/2026
      BOUL-8;1,20;;;;
      BOUL-8;1,30;;;;
      """)
    let done = try desk.perform(ImportTariff(file.batch, of: maker.id)).outcome
    #expect(
      file.rejections(of: done).map { "\($0.line) \($0.column ?? "") \($0.reason)" } == [
        "2 Prix notANumber", "3 Référence missingValue", "5 Devise unknownValue",
        "6 Valable du notADay", "4 Référence unknownReference", "8 Référence duplicateKey",
      ])
    #expect(done.changes.map { $0.after?.description } == ["1.2"])
    let none = #expect(throws: Refusal.self) { try desk.perform(ImportTariff(file.batch)) }
    #expect(none?.reason == .tariffNeedsSupplier)
  }

  @Test("a tariff in dollars is kept in dollars; a day that is past begins today")
  func foreign() throws {
    let file = try read(
      "reference,price,currency,valid_from\nBOUL-8,1.25,USD,2020-01-01\n", "price-list")
    try desk.perform(ImportTariff(file.batch, of: maker.id))
    #expect(try offers(bolt) == ["0 1 EUR -…-1", "0 1.25 USD 0…-"])
    try desk.perform(SetRate(.usd, to: ExchangeRate(machine: "1.25")))
    try desk.read { reader in
      let found = try reader.supplierOffers(
        of: bolt.id, quantity: Quantity(machine: "1"), on: company.today)
      #expect(try found.choice.best.first?.price == UnitPrice(machine: "1.00"))
    }
  }

  @Test("our public prices come in from a day on, per what the file says")
  func publicPrices() throws {
    let file = try read(
      "Article;Prix public;Par\nVIS-5;70,00;1000\nBOUL-8;2,20;\nNEANT;1,00;\n", "prix-publics")
    let day = company.today + 5
    let done = try desk.perform(ImportTariff(file.batch, from: day)).outcome
    #expect(
      done.changes.map { "\($0.product.code) \($0.after?.description ?? "")" } == [
        "BOUL-8 2.2", "VIS-5 7",
      ])
    #expect(done.refused.map(\.reason) == [.unknown])
    let held = try desk.read { reader in
      try [day - 1, day].map { try reader.listPrice(of: screw, on: $0)?.description }
    }
    #expect(held == ["6.5", "7"])
    try desk.undo()
    #expect(try company.store.read { try $0.count(ProductPrice.self) } == 0)
  }

  @Test("who sees no costs takes no tariff")
  func costs() throws {
    _ = try company.salesperson("VENTE")
    let file = try read("Référence;Prix\nBOUL-8;1,10\n")
    let refusal = #expect(throws: Refusal.self) {
      try company.desk("VENTE").perform(ImportTariff(file.batch, of: maker.id))
    }
    #expect(refusal?.reason == .roleMissing)
  }
}
