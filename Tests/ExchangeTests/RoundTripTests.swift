import Database
import Exchange
import Foundation
import Resources
import SQLiteDatabase
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Export, import into a new company, export again")
struct RoundTripTests {
  private func export(_ store: Store) throws -> [String: String] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("comptoir-export-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try store.read { try CompanyExport($0, folder: folder.path).run() }
    var files: [String: String] = [:]
    for name in CompanyExport.files {
      files[name] = try String(
        contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    return files
  }

  /// What the demo company has none of: lists and their rules, dated prices, indexes and rates, floors by
  /// class, equivalents, carriage terms, a legal exception, an eco-contribution, caps and floors of rules.
  private func addTerms(to store: Store) throws {
    let ids = IDMint(
      IDSource(clock: { Instant(DemoLoadingTests.today) }, random: SeededGenerator(seed: 7)))
    try store.write { writer in
      let products = try writer.all(Product.self, "ORDER BY code LIMIT 3")
      let customer = try #require(try writer.first(Customer.self, "ORDER BY code LIMIT 1"))
      let site = try #require(try writer.first(Site.self, "ORDER BY code, id LIMIT 1"))
      let list = PriceList(
        id: ids.mint(), code: "T-ESSAI", name: "Essai", currency: .eur,
        validFrom: DemoLoadingTests.today - 30)
      try writer.insertInBulk(list)
      let set = ProductSet(
        id: ids.mint(), code: "KIT-ESSAI", name: "Kit d'essai", closed: true, hidesParts: true,
        validTo: DemoLoadingTests.today + 90, searchKey: 1)
      try writer.insertInBulk(set)
      try writer.index(set)
      _ = try writer.replaceInBulk(
        [
          ProductSetLine(
            setID: set.id, line: 1, productID: products[0].id,
            quantity: Quantity(thousandths: 2_500)),
          ProductSetLine(setID: set.id, line: 2, kind: .comment, description: "Posé au sol"),
          ProductSetLine(
            setID: set.id, line: 3, productID: products[1].id,
            quantity: Quantity(thousandths: 1_000), optional: true),
        ], of: set.id)
      let copper = CommodityIndex(id: ids.mint(), code: "CUIVRE", name: "Cuivre", unit: "$/mt")
      try writer.insertInBulk(copper)
      try writer.insertInBulk(
        IndexReading(
          indexID: copper.id, day: DemoLoadingTests.today - 3,
          value: IndexValue(machine: "8856.310001")))
      try writer.insertInBulk(
        CurrencyRate(
          currency: .usd, day: DemoLoadingTests.today - 2,
          rate: ExchangeRate(machine: "1.11720001")))
      for rule in try rules(products, customer, site, list, copper, ids) {
        try writer.insertInBulk(rule)
      }
      try writer.insertInBulk(
        ProductPrice(
          productID: products[0].id, validFrom: DemoLoadingTests.today + 10,
          price: UnitPrice(machine: "12.3456")))
      try writer.insertInBulk(
        ProductPrice(
          productID: products[1].id, validFrom: DemoLoadingTests.today - 10,
          price: UnitPrice(machine: "9.90")))
      try writer.insertInBulk(ProductEquivalent(products[0].id, products[1].id))
      try writer.insertInBulk(ProductEquivalent(products[2].id, products[1].id))
      let family = try #require(products[0].familyID)
      try writer.insertInBulk(
        FamilyFloor(familyID: family, customerClass: "A", floor: Ratio(basisPoints: 1_225)))
      for rule in [
        FloorRule(
          .line, familyID: family, customerClass: "A", role: .salesperson, action: .block),
        FloorRule(.line, familyID: products[2].familyID, action: .warn),
        FloorRule(.line, action: .ask), FloorRule(.document, role: .manager, action: .warn),
      ] {
        try writer.insertInBulk(rule)
      }
      var eco = products[2]
      eco.ecoUnit = try UnitPrice(machine: "0.35")
      try writer.updateInBulk(products[2], to: eco)
      var terms = customer
      terms.carriageFreeFrom = Amount(minor: 35_000)
      terms.carriageAmount = Amount(minor: 1_990)
      terms.legalException = "L441-11 4° a"
      terms.priceListID = list.id
      terms.discount = Ratio(basisPoints: 250)
      let usual = try #require(
        try writer.first(PaymentTerm.self, "ORDER BY code LIMIT 1"))
      let term = PaymentTerm(
        id: ids.mint(), code: "45J10", name: "45 jours fin de mois le 10", days: 45,
        kind: .daysThenEndOfMonth, dayOfMonth: 10)
      try writer.insertInBulk(term)
      var renamed = usual
      renamed.name = "Comme convenu"
      try writer.updateInBulk(usual, to: renamed)
      terms.paymentTermID = term.id
      try writer.updateInBulk(customer, to: terms)
      try sell(writer)
    }
  }

  /// An order of which two lines are a set, and one in yen with carriage: a currency without decimals.
  private func sell(_ writer: StoreWriter) throws {
    let orders = try writer.all(
      SalesOrder.self,
      """
      WHERE state = 'delivered' AND (
        SELECT COUNT(*) FROM order_line WHERE order_id = sales_order.id AND product_id IS NOT NULL) > 1
      ORDER BY id LIMIT 2
      """)
    let parts = try writer.all(
      OrderLine.self, "WHERE order_id = \(orders[0].id) AND product_id IS NOT NULL ORDER BY line")
    let head = try writer.lastLine(of: orders[0].id) + 1
    var words = OrderLine(
      orderID: orders[0].id, line: head, position: head, kind: .comment,
      description: "Kit d'essai, posé", priceSource: .unknown)
    (words.setCode, words.setClosed, words.setHidesParts) = ("KIT-ESSAI", true, true)
    words.typedQuantity = Quantity(thousandths: 2_500)
    try writer.insertInBulk(words)
    for part in parts.prefix(2) {
      var line = part
      line.setOf = head
      try writer.updateInBulk(part, to: line)
    }
    let yen = try #require(Currency(code: "JPY"))
    var foreign = orders[1]
    (foreign.currency, foreign.rate) = (yen, try ExchangeRate(machine: "175.68"))
    foreign.rateDay = foreign.orderDay
    foreign.carriage = Amount(minor: 3_500)
    try writer.updateInBulk(orders[1], to: foreign)
  }

  private func rules(
    _ products: [Product], _ customer: Customer, _ site: Site, _ list: PriceList,
    _ index: CommodityIndex, _ ids: IDMint
  ) throws -> [PriceRule] {
    [
      PriceRule(
        id: ids.mint(), level: .contract, productID: products[0].id, customerID: customer.id,
        currency: .eur, kind: .net, netPrice: try UnitPrice(machine: "8.00"), firm: true,
        capQuantity: try Quantity(machine: "500")),
      PriceRule(
        id: ids.mint(), level: .contract, productID: products[1].id,
        customerID: site.customerID, siteID: site.id, currency: .eur, kind: .net,
        netPrice: try UnitPrice(machine: "4.20"), indexID: index.id,
        indexShare: Ratio(percent: 60), indexBase: try IndexValue(machine: "8500")),
      PriceRule(
        id: ids.mint(), level: .list, priceListID: list.id, productID: products[2].id,
        currency: .eur, kind: .discount, discount: Ratio(percent: 12),
        floorPrice: try UnitPrice(machine: "1.50")),
    ]
  }

  @Test(
    "the demo company comes back as the same files, open items included, and checks green",
    .eachEngine)
  func demoRoundTrip() throws {
    let demo = try DemoLoadingTests.build()
    try addTerms(to: Store(database: demo))
    let first = try export(Store(database: demo))
    let company = try ImportCompany()
    let answer = try company.run(files: first, isNew: true)
    #expect(answer.rejections.isEmpty)
    let again = try company.run(files: first, isNew: false)
    for (kind, counts) in again.summary.counts {
      #expect(counts.created == 0 && counts.changed == 0, "\(kind) comes in twice")
    }
    let second = try export(company.store)
    for name in CompanyExport.files {
      #expect(first[name] == second[name], "\(name) differs")
      #expect((first[name]?.split(separator: "\n").count ?? 0) > 1, "\(name) holds nothing")
    }
    let findings = try company.store.read { try CompanyCheck.run($0) }
    #expect(findings.isEmpty)
    let yen = try company.store.read {
      try $0.first(SalesOrder.self, "WHERE currency = 'JPY'")
    }
    #expect(yen?.carriage == Amount(minor: 3_500) && yen?.companyNet != nil)
    let sets = try company.store.read { try $0.all(OrderLine.self, "WHERE set_code <> ''") }
    #expect(sets.map(\.setCode) == ["KIT-ESSAI"] && sets.map(\.setClosed) == [true])
    #expect(sets.map(\.typedQuantity) == [Quantity(thousandths: 2_500)])
    #expect(sets.map(\.setHidesParts) == [true])
    let parts = try company.store.read {
      try $0.count(OrderLine.self, "WHERE set_of = \(sets[0].line)")
    }
    #expect(parts == 2)
    let owed: SQL = "SELECT CAST(SUM(balance) AS BIGINT) FROM open_item"
    #expect(try company.number(owed) == DemoLoadingTests.number(owed, demo))
    // The yen of `sell` are what its euros were: its totals are made anew.
    let ordered: SQL = """
      SELECT CAST(SUM(total_amount) AS BIGINT) FROM sales_order WHERE currency = 'EUR'
      """
    #expect(try company.number(ordered) == DemoLoadingTests.number(ordered, demo))
    let open: SQL =
      "SELECT CAST(SUM(total_amount - delivered_total - closed_total) AS BIGINT) FROM sales_order"
    #expect(try company.number(open) == DemoLoadingTests.number(open, demo))
  }

  @Test("every column of an export is one that the profile reads, and the profile reads no other")
  func columns() throws {
    let profile = try ImportProfile.named("comptoir", in: ResourceFolder.located())
    let records = profile?.records ?? []
    #expect(records.map(\.kind) == RecordKind.allCases)
    for record in records {
      let written = Set(CompanyExport.columns(record.kind))
      let read = Set(record.fields.keys).union(["key"])
      #expect(written.isSubset(of: read), "\(record.kind): \(written.subtracting(read))")
    }
  }

  @Test("the demo company checks green", arguments: [nil, 1])
  func demoChecks(scale: Int?) throws {
    let demo = try DemoLoadingTests.build(scale: scale)
    let findings = try Store(database: demo).read { try CompanyCheck.run($0) }
    #expect(findings.isEmpty, "\(findings.prefix(5))")
  }
}
