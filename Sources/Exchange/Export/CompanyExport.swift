import Glibc
import Sales
public import SalesStore
import Values

/// Writes a company as our own files, one per kind of record: what profile `comptoir` reads.
///
/// Exported, imported into a new company and exported again, the files are the same byte for byte.
/// Keys are codes and numbers; where a record has none, the place among its siblings. What files of
/// ours have no kind for stays behind: quotes, tasks, the log, reservations as such (they are made
/// again), receipts (only what is still awaited is on order).
public final class CompanyExport {
  let reader: StoreReader
  let currency: Currency
  private let folder: String
  /// Where rows go in place of a file.
  var sink: (([String]) -> Void)?
  private var codeTables: [String: [UInt128: String]] = [:]
  private var rates: [String: Ratio]?
  private var counts: [RecordKind: Int] = [:]
  private var file: CSVFile?

  /// An export of that snapshot into a folder that exists; lists need none.
  public init(_ reader: StoreReader, folder: String = "") throws {
    self.reader = reader
    self.folder = folder
    currency = try reader.get(Company.self, .integer(1)).currency
  }

  /// The files that an export writes.
  public static var files: [String] { RecordKind.allCases.map { "\($0.rawValue).csv" } }

  /// Writes every file; returns the rows of each kind. Throws `CSVError`, `SQLError`.
  public func run() throws -> [RecordKind: Int] {
    for kind in RecordKind.allCases { try write(kind) }
    return counts
  }

  /// The columns of a kind's file, the key first.
  public static func columns(_ kind: RecordKind) -> [String] { ["key"] + (columns[kind] ?? []) }

  private func write(_ kind: RecordKind) throws {
    let file = try CSVFile(path: "\(folder)/\(kind.rawValue).csv")
    try file.append(Self.columns(kind))
    self.file = file
    counts[kind] = 0
    switch kind {
    case .unit, .family, .warehouse, .salesperson, .pipeline, .stage: try writeSettings(kind)
    case .supplier, .customer, .contact, .site, .openItem: try writeParties(kind)
    case .familyFloor, .floorRule, .priceList, .productPrice, .equivalent, .index, .indexValue,
      .exchangeRate, .priceRule, .paymentTerm:
      try writeTerms(kind)
    case .product, .productUnit, .alias, .supplierPrice, .stock: try writeCatalogue(kind)
    case .rebate, .derogation: try writeRebates(kind)
    case .productSet: try writeSets()
    case .opportunity, .stay, .order, .orderSet, .orderLine, .purchase, .purchaseLine:
      try writeSales(kind)
    }
    try file.flush()
  }

  /// Appends a row: the key, then the cells by name; what is nil is unknown.
  func row(_ kind: RecordKind, _ key: String, _ cells: [String: String?]) throws {
    let known = Self.columns[kind] ?? []
    precondition(cells.keys.allSatisfy(known.contains), "a cell without column: \(kind)")
    let line = [key] + known.map { (cells[$0] ?? nil) ?? "" }
    if let sink { return sink(line) }
    try file?.append(line)
    counts[kind, default: 0] += 1
  }

  /// The rates of VAT by their code, the last one known.
  func vatRates() throws -> [String: Ratio] {
    if let rates { return rates }
    var found: [String: Ratio] = [:]
    for rate in try reader.all(VatRate.self, "ORDER BY valid_from") { found[rate.code] = rate.rate }
    rates = found
    return found
  }

  /// The code of a record of a kind.
  func code<Kind: Record>(_ id: ID<Kind>?) throws -> String? {
    guard let id else { return nil }
    let name = Kind.table.name
    if codeTables[name] == nil { codeTables[name] = try reader.codes(of: Kind.self) }
    return codeTables[name]?[id.rawValue]
  }

  func text(_ value: String) -> String? { value.isEmpty ? nil : value }
  func flag(_ value: Bool) -> String { value ? "true" : "false" }
  /// An amount in the company's currency, or in that of a document.
  func amount(_ value: Amount?, in document: Currency? = nil) -> String? {
    value.map { Money($0, document ?? currency).machineText }
  }

  private static let address = ["street", "postalCode", "town", "country"]

  private static let columns: [RecordKind: [String]] = [
    .unit: ["code", "name", "decimals"], .family: ["code", "name", "parent", "floor"],
    .warehouse: ["code", "name", "town"],
    .salesperson: ["code", "name", "team", "role", "email"], .pipeline: ["name"],
    .stage: ["pipeline", "name", "position", "probability", "ageLimitDays", "outcome"],
    .supplier: ["code", "name"] + address + [
      "phone", "email", "contact", "leadTimeDays", "currency",
    ],
    .customer: ["code", "name"] + address + [
      "phone", "email", "class", "priceGroup", "siren", "vatNumber", "paymentTerm",
      "creditLimit", "salesperson", "parent", "blockedReason", "note", "priceList", "discount",
      "carriageFreeFrom", "carriageAmount", "legalException", "currency",
    ],
    .contact: ["customer", "name", "title", "phone", "email", "roles"],
    .site: ["customer", "name"] + address + ["contact", "warehouse"],
    .openItem: ["customer", "kind", "number", "issued", "due", "balance", "disputed"],
    .product: [
      "code", "name", "family", "unit", "priceUnit", "listPrice", "priceDecimals", "cost",
      "standardCost",
      "vatRate", "discontinued", "ecoContribution",
    ],
    .productUnit: ["product", "unit", "factor", "barcode"],
    .alias: ["product", "kind", "code", "customer", "supplier"],
    .supplierPrice: [
      "supplier", "product", "sequence", "supplierCode", "minimum", "price", "multiple",
      "leadTimeDays", "from", "until", "currency",
    ],
    .priceRule: [
      "level", "product", "family", "customer", "priceGroup", "minimum", "from", "until",
      "price", "discount", "formula", "firm", "label", "site", "priceList", "cap", "floorPrice",
      "index", "indexShare", "indexBase", "currency",
    ],
    .familyFloor: ["family", "class", "floor"],
    .floorRule: ["subject", "family", "class", "role", "action"],
    .priceList: ["code", "name", "currency", "from", "until"],
    .paymentTerm: ["code", "name", "days", "kind", "dayOfMonth"],
    .productPrice: ["product", "from", "price"], .equivalent: ["product", "other"],
    .index: ["code", "name", "unit"], .indexValue: ["index", "day", "value"],
    .exchangeRate: ["currency", "day", "rate"],
    .rebate: [
      "customer", "priceGroup", "label", "mode", "tiers", "families", "products", "from", "until",
      "settleBy",
    ],
    .derogation: [
      "reference", "supplier", "product", "customer", "cost", "quantity", "from", "until",
    ],
    .productSet: ["code", "name", "lines", "closed", "hidesParts", "active", "from", "until"],
    .stock: ["product", "warehouse", "onHand"],
    .opportunity: [
      "title", "customer", "salesperson", "stage", "amount", "probability", "opened", "closed",
      "expectedClose", "lostReason", "competitor", "origin",
    ],
    .stay: ["opportunity", "stage", "entered", "left"],
    .order: [
      "number", "customer", "salesperson", "ordered", "requested", "carriage", "warehouse",
      "customerReference", "invoicedElsewhere", "reservesStock", "currency", "rate", "rateDay",
      "customerOrder", "acceptedBy", "acceptedChannel", "accepted",
    ],
    .orderSet: ["order", "set", "name", "quantity", "closed", "hidesParts"],
    .orderLine: [
      "order", "set", "product", "description", "quantity", "price", "discount", "discount2",
      "discount3", "discount4", "discount5", "vatRate", "cost", "delivered",
      "deliveredQuantity", "cancelled",
    ],
    .purchase: ["supplier", "number", "ordered", "expected", "warehouse"],
    .purchaseLine: ["purchase", "product", "quantity", "price", "expected"],
  ]
}

/// Numbers siblings from 1: records that have no code of their own are keyed by their place.
struct Places {
  private var last: (parent: String, place: Int) = ("", 0)

  /// The key of the next record below that parent; siblings come one after the other.
  mutating func next(below parent: String) -> String {
    last = (parent, last.parent == parent ? last.place + 1 : 1)
    return "\(parent)/\(last.place)"
  }
}
