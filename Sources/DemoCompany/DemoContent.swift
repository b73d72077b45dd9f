import Exchange
public import Resources
import Values

/// What is wrong with the demo company's files: ours, so this is a mistake of the build.
public enum DemoContentError: Error, Sendable, Equatable {
  case unreadable(file: String)
  /// A cell that cannot be what its column says.
  case badCell(file: String, line: Int, column: String)
}

/// The words and figures of the demo company: `Resources/Demo/*.csv`.
public struct DemoContent: Sendable {
  /// The company itself: what its documents print, by column of `company.csv`.
  let company: DemoRow
  /// The units of measure.
  public let units: [DemoUnit]
  /// The families, parents first.
  public let families: [DemoFamily]
  /// The three warehouses.
  public let warehouses: [DemoWarehouse]
  /// Salespeople, manager, order desk.
  public let staff: [DemoSalesperson]
  /// The payment terms.
  public let paymentTerms: [DemoPaymentTerm]
  /// The suppliers.
  public let suppliers: [DemoSupplier]
  /// Customers abroad, by column of `export.csv`.
  let exports: [DemoRow]
  /// What the currencies were worth.
  let rates: [DemoRate]
  let ranges: [DemoRange]
  let towns: [(postalCode: String, town: String)]
  let trades: [DemoTrade]
  let firstNames: [String]
  let lastNames: [String]
  let words: [String: [String]]

  /// Reads the files of that folder. Throws `DemoContentError`.
  public init(directory: String) throws {
    func rows(_ name: String) throws -> [DemoRow] { try DemoRow.read(directory, name) }
    guard let identity = try rows("company.csv").first else {
      throw DemoContentError.unreadable(file: "company.csv")
    }
    company = identity
    units = try rows("units.csv").map {
      DemoUnit(code: $0["code"], name: $0["name"], decimals: try $0.int("decimals"))
    }
    families = try rows("families.csv").map { row in
      DemoFamily(
        code: row["code"], parent: row["parent"].isEmpty ? nil : row["parent"], name: row["name"],
        floor: row["floor"].isEmpty ? nil : Ratio(percent: Int64(try row.int("floor"))))
    }
    warehouses = try rows("warehouses.csv").map {
      DemoWarehouse(
        code: $0["code"], name: $0["name"], postalCode: $0["postalCode"], town: $0["town"])
    }
    staff = try rows("staff.csv").map {
      DemoSalesperson(
        code: $0["code"], name: $0["name"], role: $0["role"], warehouse: $0["warehouse"],
        email: $0["email"])
    }
    paymentTerms = try rows("terms.csv").map {
      DemoPaymentTerm(
        code: $0["code"], name: $0["name"], days: try $0.int("days"),
        endOfMonth: $0["endOfMonth"] == "oui", afterDays: try $0.int("afterDays"))
    }
    suppliers = try rows("suppliers.csv").map {
      DemoSupplier(
        code: $0["code"], name: $0["name"], postalCode: $0["postalCode"], town: $0["town"],
        leadTimeDays: try $0.int("leadDays"),
        multiple: Quantity(thousandths: Int64(try $0.int("multiple")) * 1_000))
    }
    exports = try rows("export.csv")
    rates = try rows("rates.csv").map(DemoRate.init)
    ranges = try rows("ranges.csv").map(DemoRange.init)
    towns = try rows("towns.csv").map { ($0["postalCode"], $0["town"]) }
    trades = try rows("trades.csv").map {
      DemoTrade(
        template: $0["template"], group: $0["class"], sector: $0["sector"],
        weight: try $0.int("weight"), sites: try $0.int("sites"))
    }
    let names = try rows("names.csv")
    firstNames = names.filter { $0["kind"] == "first" }.map { $0["text"] }
    lastNames = names.filter { $0["kind"] == "last" }.map { $0["text"] }
    words = Dictionary(grouping: try rows("wordings.csv")) { $0["kind"] }
      .mapValues { $0.map { $0["text"] } }
  }

  /// Reads the files that come with the program. Throws `DemoContentError`.
  public init(resources: ResourceFolder) throws {
    try self.init(directory: resources.path(of: "Demo"))
  }

  /// Those who sell, without the manager and the order desk.
  var sellers: [DemoSalesperson] { staff.filter { $0.role == "salesperson" } }
}

/// A kind of customer: how it is called, its price group, how much it buys.
struct DemoTrade: Sendable {
  let template: String
  let group: String
  let sector: String
  let weight: Int
  let sites: Int
}

/// A row of one of our files, by column.
struct DemoRow: Sendable {
  private let file: String
  private let line: Int
  private let cells: [String: String]

  static func read(_ directory: String, _ file: String) throws -> [DemoRow] {
    let format = CSVFormat(encoding: .utf8, delimiter: .semicolon)
    guard let reader = try? CSVReader(path: directory + "/" + file, format: format) else {
      throw DemoContentError.unreadable(file: file)
    }
    var rows: [DemoRow] = []
    while let record = try reader.next() {
      guard case .row(let row) = record else { throw DemoContentError.unreadable(file: file) }
      let pairs = zip(reader.columns, row.cells)
      let cells = Dictionary(pairs) { first, _ in first }
      rows.append(DemoRow(file: file, line: row.line, cells: cells))
    }
    return rows
  }

  subscript(_ column: String) -> String { cells[column] ?? "" }

  func int(_ column: String) throws -> Int {
    guard let number = Int(self[column]) else { throw error(column) }
    return number
  }

  func error(_ column: String) -> DemoContentError {
    .badCell(file: file, line: line, column: column)
  }
}
