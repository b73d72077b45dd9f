import Foundation
import Resources
import Testing
import Values

@testable import Exchange

/// A folder of small files that goes away with the test.
final class TemporaryFolder {
  let path: String

  init(_ files: [String: String]) throws {
    path = NSTemporaryDirectory() + "comptoir-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, Array(text.utf8)) }
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Everything a stream yields.
struct StreamContent {
  var rows: [ImportRow] = []
  var rejections: [ImportRejection] = []

  init(_ stream: ImportStream) throws {
    while let outcome = try stream.next() {
      switch outcome {
      case .row(let row): rows.append(row)
      case .rejected(let all): rejections += all
      }
    }
  }

  func rows(_ kind: RecordKind) -> [ImportRow] { rows.filter { $0.kind == kind } }
}

enum Repository {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func profile(_ name: String) throws -> ImportProfile {
    let url = root.appendingPathComponent("Resources/Profiles/\(name).toml")
    return try ImportProfile(toml: String(contentsOf: url, encoding: .utf8), file: "\(name).toml")
  }

  /// The folder of a third-party set, nil where it is not installed.
  static func testSet(_ name: String) -> String? {
    let beside = root.deletingLastPathComponent().appendingPathComponent("shared/data").path
    let base = ProcessInfo.processInfo.environment["COMPTOIR_TEST_DATA"] ?? beside
    let path = "\(base)/\(name)"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}

@Suite struct ProfileTests {
  static let opening = """
    name = "essai"
    currency = "EUR"
    dates = ["dd/mm/yyyy"]
    decimal = ","

    """

  private func stream(_ records: String, _ files: [String: String]) throws -> StreamContent {
    let folder = try TemporaryFolder(files)
    let profile = try ImportProfile(toml: Self.opening + records, file: "essai.toml")
    return try StreamContent(ImportStream(profile, directory: folder.path))
  }

  private static let products = """
    [[record]]
    kind = "product"
    file = "articles.csv"
    key = "{ref}"
    skip = [{ column = "actif", equals = "non" }]
    [record.fields]
    name = { columns = "{libelle} {matiere}" }
    listPrice = "prix"
    vatRate = { constant = "20" }
    discontinued = { column = "actif", values = { oui = "non", non = "oui" } }
    """

  @Test("columns, constants, joined columns, value maps, French numbers, conditions")
  func typed() throws {
    let csv = "ref;libelle;matiere;prix;actif\nV1;Vis;inox;1 234,5;oui\nV2;Vis;;;oui\nV3;x;;1;non\n"
    let content = try stream(Self.products, ["articles.csv": csv])
    #expect(content.rejections.isEmpty)
    #expect(content.rows.map(\.key) == ["V1", "V2"])
    #expect(content.rows[0].text("name") == "Vis inox")
    #expect(content.rows[0].integer("listPrice") == 12_345_000)
    #expect(content.rows[0].integer("vatRate") == 2_000)
    #expect(content.rows[0].flag("discontinued") == false)
    #expect(content.rows[1].fields["listPrice"] == nil, "empty is unknown, never zero")
    #expect(content.rows[1].line == 3)
  }

  @Test("bad numbers are refused with file, line, column and code; the good rows are read")
  func badNumbers() throws {
    let csv = """
      ref;libelle;matiere;prix;actif
      V1;Vis;;1.234,5;oui
      V2;Vis;;douze;oui
      V3;Vis;;0,12345;oui
      V4;Vis;;99999999999999999999;oui
      V5;;;1;oui
      V6;Vis;;1;oui
      V6;Vis;;1;oui
      ;Vis;;1;oui
      V7;Vis;1;oui
      """
    let content = try stream(Self.products, ["articles.csv": csv])
    #expect(content.rows.map(\.key) == ["V6"])
    let expected: [(Int, ImportReason, String?)] = [
      (2, .notANumber, "prix"), (3, .notANumber, "prix"), (4, .tooManyDecimals, "prix"),
      (5, .numberTooLarge, "prix"), (6, .missingValue, "libelle matiere"),
      (8, .duplicateKey, "ref"), (9, .missingKey, "ref"), (10, .cellCount, nil),
    ]
    #expect(content.rejections.map(\.line) == expected.map(\.0))
    #expect(content.rejections.map(\.reason) == expected.map(\.1))
    #expect(content.rejections.map(\.column) == expected.map(\.2))
    #expect(content.rejections.allSatisfy { $0.file == "articles.csv" })
    #expect(content.rejections[1].value == "douze")
  }

  @Test("two files joined, fraction to basis points, strict words, conditions on a field")
  func joined() throws {
    let records = """
      [[record]]
      kind = "orderLine"
      file = "lines.csv"
      key = "{order}/{product}"
      join = [{ file = "orders.csv", on = "order", to = "id" }]
      [record.fields]
      order = "order"
      product = { column = "product", values = { A = "VIS-A", B = "VIS-B" }, strict = true }
      quantity = "quantity"
      price = "price"
      discount = { column = "discount", scale = 10000, when = [{ column = "product", not = "B" }] }
      delivered = { column = "orders.shipped", unknown = ["-"] }
      """
    let orders = "id,shipped\n1,21/11/2026\n2,-\n"
    let lines = """
      order,product,quantity,price,discount
      1,A,"2,5",1,"0,15"
      2,B,1,1,"0,15"
      3,A,1,1,0
      1,C,1,1,0
      """
    let content = try stream(records, ["orders.csv": orders, "lines.csv": lines])
    #expect(content.rows.map(\.key) == ["1/A", "2/B"])
    #expect(content.rows[0].reference("product") == "VIS-A")
    #expect(content.rows[0].integer("quantity") == 2_500)
    #expect(content.rows[0].integer("discount") == 1_500)
    #expect(content.rows[0].day("delivered") == Day(year: 2026, month: 11, day: 21))
    #expect(content.rows[1].fields["discount"] == nil)
    #expect(content.rows[1].fields["delivered"] == nil)
    #expect(content.rejections.map(\.reason) == [.noMatch, .unknownValue])
    #expect(content.rejections.map(\.line) == [4, 5])
  }

  @Test("a missing column is named beside those that are there, before any row")
  func missingColumns() throws {
    let folder = try TemporaryFolder(["articles.csv": "ref;nom;prix\nV1;Vis;1\n"])
    let profile = try ImportProfile(toml: Self.opening + Self.products, file: "essai.toml")
    let expected = ImportError.missingColumns(
      file: "articles.csv", missing: ["actif", "libelle", "matiere"],
      found: ["ref", "nom", "prix"])
    #expect(throws: expected) { try ImportStream(profile, directory: folder.path) }
    let empty = try TemporaryFolder([:])
    #expect(throws: ImportError.missingFile("articles.csv")) {
      try ImportStream(profile, directory: empty.path)
    }
  }

  @Test("line ends inside a cell and a file in another encoding")
  func embedded() throws {
    let text = "ref;libelle;matiere;prix;actif\nV1;\"Vis\ntête fraisée\";;1;oui\nV2;Té;;x;oui\n"
    let folder = try TemporaryFolder([:])
    try folder.write("articles.csv", text.unicodeScalars.map { UInt8(exactly: $0.value) ?? 63 })
    let profile = try ImportProfile(toml: Self.opening + Self.products, file: "essai.toml")
    let content = try StreamContent(ImportStream(profile, directory: folder.path))
    #expect(content.rows.map { $0.text("name") } == ["Vis\ntête fraisée"])
    #expect(content.rejections.map(\.line) == [4])
    let utf8 = "encoding = \"utf-8\"\n" + Self.opening + Self.products
    let declared = try ImportProfile(toml: utf8, file: "essai.toml")
    let refused = try StreamContent(ImportStream(declared, directory: folder.path))
    #expect(refused.rejections.map(\.reason) == [.invalidEncoding, .invalidEncoding])
    #expect(refused.rejections.map(\.column) == ["libelle", "libelle"])
  }

  @Test(
    "errors of a profile say where",
    arguments: [
      ("name = ", "", "syntax"), ("name = 3", "name", "expected"),
      ("name = \"x\"", "currency", "missing"), (opening, "record", "missing"),
      (opening + "colour = 1", "colour", "unknownKey"),
      (opening + "[[record]]\nkind = \"deal\"", "record[1].kind", "notOneOf"),
      (
        opening + "[[record]]\nkind=\"unit\"\nfile=\"u.csv\"\nkey=\"{a\"", "record[1].key",
        "malformed"
      ),
      (
        opening + "[[record]]\nkind=\"unit\"\nfile=\"u.csv\"\nkey=\"{a}\"\n[record.fields]",
        "record[1].fields", "fieldRequired"
      ),
      (
        opening + "[[record]]\nkind=\"unit\"\nfile=\"u\"\nkey=\"a\"\nfields = { nom = \"n\" }",
        "record[1].fields.nom", "unknownKey"
      ),
      (
        opening
          + "[[record]]\nkind=\"unit\"\nfile=\"u\"\nkey=\"a\"\n"
          + "fields = { name = { column = \"n\", scale = 7 } }", "record[1].fields.name.scale",
        "notOneOf"
      ),
    ])
  func profileErrors(toml: String, key: String, problem: String) throws {
    let error = #expect(throws: ProfileError.self) {
      try ImportProfile(toml: toml, file: "essai.toml")
    }
    #expect(error?.file == "essai.toml")
    #expect(error?.key == key)
    #expect(error.map { String(describing: $0.problem).hasPrefix(problem) } == true)
  }

  @Test("day patterns")
  func days() {
    let short = DatePattern("d/m/yyyy")
    #expect(short?.day("1/2/2026") == Day(year: 2026, month: 2, day: 1))
    #expect(short?.day("31/02/2026") == nil)
    #expect(DatePattern("yyyymmdd")?.day("20261121") == Day(year: 2026, month: 11, day: 21))
    #expect(DatePattern("yyyy-mm-dd")?.day("2026-11-21 ") == nil)
    #expect(DatePattern("yyyy-mm") == nil)
    #expect(DatePattern("yy-mm-dd") == nil)
  }

  @Test("the profiles that come with the program are found by name")
  func builtIn() throws {
    let resources = try ResourceFolder.located()
    #expect(try ImportProfile.names(in: resources) == ["comptoir", "maven-crm", "northwind"])
    #expect(try ImportProfile.named("maven-crm", in: resources)?.currency == .usd)
    #expect(try ImportProfile.named("../comptoir", in: resources) == nil)
  }

  @Test("our own profile names every kind and every field")
  func ownProfile() throws {
    let profile = try Repository.profile("comptoir")
    #expect(profile.records.map(\.kind) == RecordKind.allCases)
    for record in profile.records {
      #expect(Set(record.fields.keys) == Set(record.kind.fields.keys), "\(record.kind)")
    }
    let folder = try TemporaryFolder(["openItem.csv": "key,customer,number,due,balance\n"])
    let stream = try ImportStream(profile, directory: folder.path)
    #expect(stream.files == ["openItem.csv"])
    let empty = try TemporaryFolder([:])
    #expect(throws: ImportError.self) { try ImportStream(profile, directory: empty.path) }
  }
}

/// A target that remembers keys, to see batches, effects and refusals go through.
private final class KeyTarget: ImportTarget {
  var calls: [Int] = []
  var keys: Set<String> = []
  var finished = 0
  func begin(_ profile: ImportProfile, kinds: Set<RecordKind>) {}
  func write(_ rows: [ImportRow]) -> [ImportEffect] {
    calls.append(rows.count)
    return rows.map { row in
      if row.key == "13" {
        let value = row.key
        return .rejected(
          ImportRejection(
            file: row.file, line: row.line, column: "key", value: value, reason: .refusedByStore))
      }
      return keys.insert("\(row.kind) \(row.key)").inserted ? .created : .unchanged
    }
  }
  func finish() -> [ImportRejection] {
    finished += 1
    return []
  }
}

@Suite struct ImportRunTests {
  @Test("rows go to the target in batches of one kind; a second run changes nothing")
  func run() throws {
    var units = "key,name\n"
    for number in 1...1_100 { units += "\(number),unit \(number)\n" }
    let folder = try TemporaryFolder([
      "unit.csv": units, "warehouse.csv": "key,name\nL,Lyon\nG,\n",
    ])
    let profile = try Repository.profile("comptoir")
    let target = KeyTarget()
    var rejects: [ImportRejection] = []
    var created: [Int] = []
    for _ in 1...2 {
      let run = ImportRun(try ImportStream(profile, directory: folder.path), into: target) {
        rejects.append($0)
      }
      let summary = try run.run()
      #expect(summary.rejectedRows == 2)
      created.append(summary.counts[.unit]?.created ?? -1)
    }
    #expect(created == [1_099, 0])
    #expect(target.calls == [500, 500, 100, 1, 500, 500, 100, 1])
    #expect(target.finished == 2)
    let once: [ImportReason] = [.refusedByStore, .missingValue]
    #expect(rejects.map(\.reason) == once + once)
    #expect(Set(rejects.map { $0.cells[1] }) == ["14", "3"])
  }
}

@Suite struct RealSetTests {
  @Test(
    "Northwind: every row of the source, none refused",
    .enabled(if: Repository.testSet("northwind") != nil))
  func northwindSet() throws {
    let stream = try ImportStream(
      Repository.profile("northwind"), directory: try #require(Repository.testSet("northwind")))
    let content = try StreamContent(stream)
    #expect(content.rejections == [])
    let expected: [RecordKind: Int] = [
      .family: 8, .salesperson: 9, .supplier: 29, .customer: 91, .contact: 91, .product: 77,
      .stock: 77, .order: 830, .orderLine: 2_155, .warehouse: 1, .unit: 1, .supplierPrice: 77,
    ]
    for (kind, count) in expected { #expect(content.rows(kind).count == count, "\(kind)") }
    let orders = content.rows(.order)
    #expect(orders.count { $0.day("delivered") == nil } == 21)
    #expect(orders.count { $0.flag("invoicedElsewhere") == true } == 809)
    #expect(orders.reduce(0) { $0 + ($1.integer("carriage") ?? 0) } == 6_494_269)
    #expect(content.rows(.stock).reduce(0) { $0 + ($1.integer("onHand") ?? 0) } == 3_119_000)
    let onOrder = content.rows(.purchaseLine)
    #expect(onOrder.reduce(0) { $0 + ($1.integer("quantity") ?? 0) } == 780_000)
    #expect(Set(onOrder.map { $0.reference("purchase") }).count == content.rows(.purchase).count)
    #expect(content.rows(.product).allSatisfy { $0.integer("cost") == nil })
    let gross = content.rows(.orderLine).reduce(0) {
      $0 + ($1.integer("price") ?? 0) * ($1.integer("quantity") ?? 0)
    }
    #expect(gross == 13_544_585_900_000, "1 354 458.59 in 10⁻⁷")
    let berglunds = content.rows(.customer).first { $0.key == "BERGS" }
    #expect(berglunds?.text("name") == "Berglunds snabbköp")
  }

  @Test(
    "Maven: stages, amounts and days as in the source",
    .enabled(if: Repository.testSet("maven_crm_dev") != nil))
  func mavenSet() throws {
    let stream = try ImportStream(
      Repository.profile("maven-crm"), directory: try #require(Repository.testSet("maven_crm_dev")))
    let content = try StreamContent(stream)
    #expect(content.rejections == [])
    let opportunities = content.rows(.opportunity)
    #expect(opportunities.count == 3_874)
    let stages = Dictionary(grouping: opportunities) { $0.reference("stage") ?? "" }
    #expect(
      stages.mapValues(\.count) == [
        "Prospecting": 204, "Engaging": 626, "Won": 1_918, "Lost": 1_126,
      ])
    #expect(opportunities.count { $0.day("opened") == nil } == 204)
    #expect(opportunities.count { $0.reference("customer") == nil } == 568)
    let won = stages["Won"] ?? []
    #expect(won.reduce(0) { $0 + ($1.integer("amount") ?? 0) } == 418_495_700)
    #expect((stages["Lost"] ?? []).allSatisfy { $0.integer("amount") == nil })
    #expect(opportunities.count { $0.reference("product") == "GTX Pro" } == 473)
    #expect(content.rows(.stay).count == (3_874 - 204) + 3_044)
    #expect(content.rows(.product).count == 7)
    #expect(content.rows(.customer).count == 85)
    #expect(content.rows(.salesperson).count == 35 + 6)
  }
}
