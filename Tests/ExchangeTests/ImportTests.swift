import Database
import Exchange
import Foundation
import Resources
import SQLiteDatabase
import Sales
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Imports of the sets in shared data", .eachEngine)
struct KnownSourceTests {
  static let northwind = Repository.testSet("northwind")
  static let maven = Repository.testSet("maven_crm_dev")

  @Test("Northwind: products, stock, customers, orders and their revenue to the cent")
  func northwindComesIn() throws {
    guard let folder = Self.northwind else { return print("skipped: no northwind") }
    let company = try ImportCompany(.usd)
    let answer = try company.run("northwind", folder)
    #expect(answer.rejections.isEmpty)
    #expect(try company.number("SELECT COUNT(*) FROM product") == 77)
    #expect(
      try company.number("SELECT COUNT(*) FROM product WHERE status = 'discontinued'") == 10)
    #expect(try company.number("SELECT CAST(SUM(on_hand) AS BIGINT) FROM stock_level") == 3_119_000)
    #expect(try company.number("SELECT CAST(SUM(quantity) AS BIGINT) FROM stock_move") == 3_119_000)
    #expect(try company.number("SELECT COUNT(*) FROM customer") == 91)
    #expect(try company.number("SELECT COUNT(*) FROM sales_order") == 830)
    #expect(try company.number("SELECT COUNT(*) FROM order_line") == 2_155)
    #expect(
      try company.number("SELECT CAST(SUM(net_amount) AS BIGINT) FROM sales_order") == 126_579_329)
    #expect(
      try company.number("SELECT CAST(SUM(carriage) AS BIGINT) FROM sales_order") == 6_494_269)
    #expect(
      try company.number("SELECT COUNT(*) FROM sales_order WHERE state = 'open'") == 21)
    #expect(
      try company.number("SELECT CAST(SUM(quantity) AS BIGINT) FROM purchase_line") == 780_000)
    #expect(try company.number("SELECT COUNT(*) FROM product_cost") == 0)
    #expect(try company.number("SELECT COUNT(*) FROM reservation") == 0)
    #expect(try company.number("SELECT COUNT(*) FROM warehouse") == 1)
    #expect(try company.database.integrityProblems().isEmpty)
  }

  @Test("Northwind twice: nothing created, nothing changed, nothing written")
  func northwindTwice() throws {
    guard let folder = Self.northwind else { return print("skipped: no northwind") }
    let company = try ImportCompany(.usd)
    try company.run("northwind", folder)
    let before = try company.content()
    let again = try company.run("northwind", folder)
    for (kind, counts) in again.summary.counts {
      #expect(counts.created == 0 && counts.changed == 0, "\(kind)")
    }
    #expect(try company.content() == before)
  }

  @Test("Maven: opportunities per stage, what it does not know stays unknown")
  func mavenComesIn() throws {
    guard let folder = Self.maven else { return print("skipped: no maven_crm_dev") }
    let company = try ImportCompany(.usd)
    let answer = try company.run("maven-crm", folder)
    #expect(answer.rejections.isEmpty)
    func count(_ stage: String) throws -> Int {
      try company.number(
        """
        SELECT COUNT(*) FROM opportunity o JOIN stage s ON s.id = o.stage_id
        WHERE s.name = \(stage)
        """)
    }
    #expect(try count("Won") == 1_918)
    #expect(try count("Lost") == 1_126)
    #expect(try count("Engaging") == 626)
    #expect(try count("Prospecting") == 204)
    #expect(
      try company.number(
        "SELECT CAST(SUM(amount) AS BIGINT) FROM opportunity WHERE outcome = 'won'")
        == 418_495_700)
    #expect(try company.number("SELECT COUNT(amount) FROM opportunity WHERE outcome = 'lost'") == 0)
    #expect(
      try company.number("SELECT COUNT(*) FROM opportunity WHERE customer_id IS NULL") == 568)
    #expect(try company.number("SELECT COUNT(*) FROM opportunity WHERE opened_day IS NULL") == 204)
    #expect(try company.number("SELECT CAST(SUM(opportunities) AS BIGINT) FROM stage_total") == 830)
    let before = try company.content()
    try company.run("maven-crm", folder)
    #expect(try company.content() == before)
  }

  @Test("a company of another currency is refused and stays as it is")
  func otherCurrency() throws {
    guard let folder = Self.northwind else { return print("skipped: no northwind") }
    let company = try ImportCompany(.eur)
    let before = try company.content()
    let expected = ImportRefusal.otherCurrency(company: .eur, profile: .usd)
    #expect(throws: expected) { try company.run("northwind", folder) }
    #expect(try company.content() == before)
  }
}

@Suite("Imports of our own files", .eachEngine)
struct OwnFilesTests {
  static let customers = "key,code,name,town\nC1,C1,Menuiserie Bois,Lyon\nC2,C2,Charpente,Givors\n"

  @Test("a broken-off import leaves nothing half written")
  func brokenOff() throws {
    let company = try ImportCompany()
    let before = try company.content()
    let folder = try company.write(["customer.csv": Self.customers])
    #expect(throws: ImportCompany.Stop.self) {
      try company.run("comptoir", folder, stopping: true)
    }
    #expect(try company.content() == before)
  }

  @Test("wrong columns stop the import before its first row, and name what is missing")
  func wrongColumns() throws {
    let company = try ImportCompany()
    let before = try company.content()
    #expect(
      throws: ImportError.missingColumns(
        file: "customer.csv", missing: ["key", "name"], found: ["nom", "ville"])
    ) { try company.run(files: ["customer.csv": "nom,ville\nA,B\n"]) }
    #expect(try company.content() == before)
  }

  @Test("bad rows are named with line and reason while the good ones load")
  func badRows() throws {
    let company = try ImportCompany()
    let long = String(repeating: "x", count: 1_000_000)
    let answer = try company.run(files: [
      "customer.csv": """
      key,name,creditLimit,town,salesperson
      C1,Bon,1000,Lyon,
      C2,Mauvais nombre,12x,Lyon,
      C3,"Deux
      lignes",,Lyon,
      C4,\u{1B}[31mRouge,,Lyon,
      C5,Inconnu,,Lyon,PERSONNE
      C6,\(long),,Lyon,
      C7,Encore bon,,Lyon,
      """
    ])
    let reasons = answer.rejections.map { "\($0.line) \($0.reason.rawValue)" }
    #expect(
      reasons.sorted() == [
        "3 notANumber", "6 controlCharacter", "7 unknownReference", "8 cellTooLong",
      ])
    #expect(try company.number("SELECT COUNT(*) FROM customer") == 3)
    #expect(answer.summary.rejectedRows == 4)
    #expect(answer.summary.counts[.customer]?.rejected == 4)
  }

  @Test("bytes that are not of the encoding refuse their row alone")
  func wrongEncoding() throws {
    let company = try ImportCompany()
    let folder = try company.write([:])
    var bytes = Array("key,name\nC1,Bon\nC2,".utf8)
    bytes += [0xC3, 0x28] + Array("\nC3,Bon aussi é\n".utf8)
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/customer.csv"))
    let answer = try company.run("comptoir", folder)
    // A file that is not UTF-8 throughout is read as what French spreadsheets write.
    let loaded = try company.number("SELECT COUNT(*) FROM customer")
    #expect(loaded + answer.rejections.count == 3)
    #expect(loaded >= 2)
  }

  @Test(
    "open items make the credit position, a parent may stand further down, unknown stays unknown")
  func creditPosition() throws {
    let company = try ImportCompany()
    let answer = try company.run(files: [
      "customer.csv": """
      key,name,parent,creditLimit
      C1,Filiale,C2,
      C2,Groupe,,5000.00
      C3,Seul,,
      C4,Orphelin,C9,
      """,
      "openItem.csv": """
      key,customer,number,due,balance,disputed
      F1,C1,F1,2026-11-30,1250.50,non
      F2,C3,F2,30/09/2026,80,oui
      """,
    ])
    #expect(answer.rejections.map(\.reason) == [.unknownReference])
    #expect(answer.rejections.first?.line == 5)
    #expect(try company.number("SELECT CAST(SUM(balance) AS BIGINT) FROM open_item") == 133_050)
    #expect(
      try company.number(
        """
        SELECT COUNT(*) FROM customer c JOIN customer p ON p.id = c.parent_id
        WHERE c.code = 'C1' AND p.code = 'C2'
        """) == 1)
    #expect(
      try company.number("SELECT COUNT(*) FROM customer WHERE credit_limit IS NULL") == 3)
  }

  @Test("a changed cell changes its record alone; an emptied one changes nothing")
  func changes() throws {
    let company = try ImportCompany()
    try company.run(files: ["customer.csv": Self.customers])
    let second = try company.run(files: [
      "customer.csv": "key,code,name,town\nC1,C1,Menuiserie Bois,Vienne\nC2,C2,Charpente,\n"
    ])
    #expect(second.summary.counts[.customer]?.changed == 1)
    #expect(second.summary.counts[.customer]?.unchanged == 1)
    #expect(
      try company.number("SELECT COUNT(*) FROM customer WHERE town IN ('Vienne', 'Givors')") == 2)
    let found = try company.store.read { try $0.found(Customer.self, by: "vienne", limit: 3) }
    #expect(found.map(\.code) == ["C1"])
  }

  @Test("a stage is named by pipeline and code, by its code or by its name")
  func stages() throws {
    let company = try ImportCompany()
    let answer = try company.run(files: [
      "opportunity.csv": """
      key,title,stage
      A1,Un,VENTE/NEGO
      A2,Deux,NEGO
      A3,Trois,Négociation
      A4,Quatre,Nulle part
      """
    ])
    #expect(answer.rejections.map(\.line) == [5])
    #expect(
      try company.number(
        """
        SELECT COUNT(*) FROM opportunity o JOIN stage s ON s.id = o.stage_id WHERE s.code = 'NEGO'
        """) == 3)
  }

  @Test("a price rule by formula comes in in its one spelling, goes out and comes in again")
  func formulas() throws {
    let company = try ImportCompany()
    let files = [
      "product.csv": "key,code,name\nP1,P1,Vis\n",
      "priceRule.csv": """
      key,product,priceGroup,formula
      R1,P1,PRO,cost  +35% plus -0.01 step 0.05
      R2,P1,PRO,cost x1.35
      """,
    ]
    let answer = try company.run(files: files)
    #expect(
      answer.rejections.map { "\($0.line) \($0.column ?? "") \($0.value ?? "")" } == [
        "3 formula cost x1.35"
      ])
    #expect(
      try company.number(
        """
        SELECT COUNT(*) FROM price_rule
        WHERE kind = 'formula' AND formula = 'cost *1.35 step 0.05 plus -0.01'
        """) == 1)
    let folder = try company.write([:])
    _ = try company.store.read { try CompanyExport($0, folder: folder).run() }
    let written = try String(contentsOfFile: folder + "/priceRule.csv", encoding: .utf8)
    let other = try ImportCompany()
    try other.run(files: ["product.csv": files["product.csv"] ?? "", "priceRule.csv": written])
    #expect(try other.number("SELECT COUNT(*) FROM price_rule WHERE kind = 'formula'") == 1)
  }

  @Test("stock comes in by one opening move with its value, and again by the difference")
  func stock() throws {
    let company = try ImportCompany()
    func files(_ quantity: String) -> [String: String] {
      [
        "product.csv": "key,name,cost,priceUnit\nP1,Vis,12.50,100\n",
        "warehouse.csv": "key,name\nD1,Lyon\n",
        "stock.csv": "key,product,warehouse,onHand\nP1/D1,P1,D1,\(quantity)\n",
      ]
    }
    try company.run(files: files("2000"))
    #expect(try company.number("SELECT stock_value FROM product_cost") == 25_000)
    let again = try company.run(files: files("2000"))
    #expect(again.summary.counts[.stock]?.unchanged == 1)
    try company.run(files: files("1500"))
    #expect(try company.number("SELECT on_hand FROM stock_level") == 1_500_000)
    #expect(try company.number("SELECT COUNT(*) FROM stock_move") == 2)
    #expect(try company.number("SELECT stock_value FROM product_cost") == 18_750)
  }
}
