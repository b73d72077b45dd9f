import Sales
public import SalesDesk
public import SalesStore
public import Values

/// What stops an import that its files could not.
public enum ImportRefusal: Error, Sendable, Equatable {
  /// The company keeps its books in another currency than the profile names.
  case otherCurrency(company: Currency, profile: Currency)
}

/// Writes the rows of a profile into a company, in the transaction of its caller.
///
/// ```
///   row ─► its references and checks, in Swift ─► the record as it stands, with the known fields over
///                 │ what does not hold                     │ new · different · the same
///                 ▼                                        ▼
///              rejected                        created · changed · unchanged, and its reference
///   finish ─► parents that came later, documents' totals, costs of stock, numbers, purchase history
/// ```
/// A row is checked before anything of it is written, because nothing within a transaction can be
/// taken back alone. A field the source lacks never overwrites what the company knows. A record is
/// found again by its external reference, else by its code, which makes a second import change nothing.
public final class StoreImport: ImportTarget {
  let writer: StoreWriter
  let ids: IDMint
  let today: Day
  /// Whether the company was founded for this import: what the founding made up is then adopted.
  let isNewCompany: Bool
  private(set) var profile: ImportProfile
  private(set) var references: ImportReferences
  private(set) var mapped: [RecordKind: Set<String>] = [:]
  /// The kinds that the files at hand hold.
  private(set) var present: Set<RecordKind> = []
  var deferred: [DeferredParent] = []
  var searchKeys: [String: Int64] = [:]
  var units: [String: String] = [:]
  var orders: ImportedOrders = ImportedOrders()
  var purchases: Set<ID<PurchaseOrder>> = []
  var costed: Set<ID<Product>> = []
  /// Costs that came in, until the stock is valued.
  var costs: [ID<Product>: UnitCost] = [:]
  var numbered: Set<String> = []
  var foundingWarehouse: Warehouse?

  /// An import into the company of that transaction.
  ///
  /// - Parameters:
  ///   - today: the day of what has none in the source: the opening move of stock.
  ///   - isNewCompany: whether the company was founded for it.
  public init(
    _ profile: ImportProfile, into writer: StoreWriter, ids: IDMint, today: Day,
    isNewCompany: Bool = false
  ) {
    self.writer = writer
    self.ids = ids
    self.today = today
    self.isNewCompany = isNewCompany
    self.profile = profile
    references = ImportReferences(writer, source: profile.source)
  }

  /// Refuses another currency than the company's.
  public func begin(_ profile: ImportProfile, kinds: Set<RecordKind>) throws {
    self.profile = profile
    present = kinds
    for record in profile.records {
      mapped[record.kind, default: []].formUnion(record.fields.keys)
    }
    let company = try writer.get(Company.self, .integer(1))
    guard company.currency == profile.currency else {
      throw ImportRefusal.otherCurrency(company: company.currency, profile: profile.currency)
    }
    if isNewCompany { foundingWarehouse = try writer.first(Warehouse.self, "ORDER BY sequence") }
  }

  /// Writes rows of one kind.
  public func write(_ rows: [ImportRow]) throws -> [ImportEffect] {
    try rows.map { row in
      do {
        return try write(row)
      } catch let refusal as RowRefusal {
        return .rejected(refusal.of(row))
      }
    }
  }

  /// Completes what needed all rows.
  public func finish() throws -> [ImportRejection] {
    let rejections = try settleParents()
    try finishCosts()
    try finishOrders()
    try finishPurchases()
    try finishNumbers()
    return rejections
  }

  /// The longest text a record takes, in bytes: beyond it no field of a company is meant.
  private static let longestText = 20_000

  private func write(_ row: ImportRow) throws -> ImportEffect {
    for (field, value) in row.fields {
      if case .text(let text) = value, text.utf8.count > Self.longestText {
        throw RowRefusal(.cellTooLong, field, text)
      }
    }
    return try writeChecked(row)
  }

  private func writeChecked(_ row: ImportRow) throws -> ImportEffect {
    switch row.kind {
    case .unit: try unit(row)
    case .family: try family(row)
    case .familyFloor: try familyFloor(row)
    case .floorRule: try floorRule(row)
    case .warehouse: try warehouse(row)
    case .salesperson: try salesperson(row)
    case .pipeline: try pipeline(row)
    case .stage: try stage(row)
    case .supplier: try supplier(row)
    case .priceList: try priceList(row)
    case .paymentTerm: try paymentTerm(row)
    case .customer: try customer(row)
    case .contact: try contact(row)
    case .site: try site(row)
    case .product: try product(row)
    case .productUnit: try productUnit(row)
    case .alias: try alias(row)
    case .productPrice: try productPrice(row)
    case .equivalent: try equivalent(row)
    case .supplierPrice: try supplierPrice(row)
    case .index: try index(row)
    case .indexValue: try indexValue(row)
    case .exchangeRate: try exchangeRate(row)
    case .priceRule: try priceRule(row)
    case .rebate: try rebate(row)
    case .derogation: try derogation(row)
    case .productSet: try productSet(row)
    case .stock: try stock(row)
    case .openItem: try openItem(row)
    case .opportunity: try opportunity(row)
    case .stay: try stay(row)
    case .order: try order(row)
    case .orderSet: try orderSet(row)
    case .orderLine: try orderLine(row)
    case .purchase: try purchase(row)
    case .purchaseLine: try purchaseLine(row)
    }
  }

  /// Whether the profile says anything about that field: what it leaves empty is then unknown.
  func maps(_ kind: RecordKind, _ field: String) -> Bool { mapped[kind]?.contains(field) == true }
}

/// Why the store does not take a row.
struct RowRefusal: Error {
  let reason: ImportReason
  let column: String
  let value: String

  init(_ reason: ImportReason, _ column: String, _ value: String) {
    self.reason = reason
    self.column = column
    self.value = value
  }

  func of(_ row: ImportRow) -> ImportRejection {
    ImportRejection(
      file: row.file, line: row.line, column: column, value: value, reason: reason)
  }
}

/// A record whose parent stands further down in the file.
struct DeferredParent {
  let row: ImportRow
  let field: String
  let kind: RecordKind
  let child: UInt128
}

// MARK: Finding and keeping records

extension StoreImport {
  /// The record of a row: by its external reference, else by its code.
  func existing<Kind: Record>(
    _ row: ImportRow, _ kind: Kind.Type, code: String? = nil
  ) throws -> Kind? {
    if let known = try references.find(row.kind, row.key) {
      return try writer.find(kind, .id(known.id))
    }
    return try code.flatMap { try writer.withCode(kind, $0) }
  }

  /// Writes a record where it is new or differs, and the reference under which its source knows it.
  func keep<Kind: Record & Equatable>(
    _ row: ImportRow, _ old: Kind?, _ new: Kind, id: UInt128, line: Int? = nil
  ) throws -> ImportEffect {
    guard let old else {
      try writer.insertInBulk(new)
      try references.add(row.kind, row.key, id, line: line)
      return .created
    }
    let isKnown = try references.find(row.kind, row.key) != nil
    if !isKnown { try references.add(row.kind, row.key, id, line: line) }
    return try rewrite(old, new) || !isKnown ? .changed : .unchanged
  }

  /// Writes what differs; whether anything did.
  func rewrite<Kind: Record & Equatable>(_ old: Kind, _ new: Kind) throws -> Bool {
    guard old != new else { return false }
    try writer.updateInBulk(old, to: new)
    return true
  }

  /// The record that a field refers to; nil where the field is unknown.
  ///
  /// - Throws: `RowRefusal` where no such record is known.
  func reference<Kind: Record>(
    _ row: ImportRow, _ field: String, _ kind: RecordKind, _ type: Kind.Type
  ) throws -> ID<Kind>? {
    guard let key = row.reference(field) else { return nil }
    guard let id = try resolve(key, kind, type) else {
      throw RowRefusal(.unknownReference, field, key)
    }
    return id
  }

  /// The record that a field must refer to.
  func required<Kind: Record>(
    _ row: ImportRow, _ field: String, _ kind: RecordKind, _ type: Kind.Type
  ) throws -> ID<Kind> {
    guard let id = try reference(row, field, kind, type) else {
      throw RowRefusal(.missingValue, field, "")
    }
    return id
  }

  /// The record that a source's key or one of our codes stands for.
  func resolve<Kind: Record>(
    _ key: String, _ kind: RecordKind, _ type: Kind.Type
  ) throws -> ID<Kind>? {
    if let known = try references.find(kind, key) { return ID(rawValue: known.id) }
    guard type.table.columns.contains(where: { $0.name == "code" }),
      let found = try writer.withCode(type, key), case .id(let id)? = found.key.first
    else { return nil }
    references.remember(kind, key, id)
    return ID(rawValue: id)
  }

  /// The next row of a searched table's index.
  func searchKey<Kind: Record>(_ kind: Kind.Type) throws -> Int64 {
    let name = kind.table.name
    let next = try searchKeys[name] ?? writer.nextSearchKey(kind)
    searchKeys[name] = next + 1
    return next
  }

  /// Sets the parents that stood further down; those that never came are said.
  private func settleParents() throws -> [ImportRejection] {
    var rejections: [ImportRejection] = []
    for child in deferred {
      guard let key = child.row.reference(child.field) else { continue }
      let isSet: Bool =
        switch child.kind {
        case .customer: try setParent(child, key, Customer.self) { $0.parentID = $1 }
        default: try setParent(child, key, Family.self) { $0.parentID = $1 }
        }
      if !isSet {
        rejections.append(RowRefusal(.unknownReference, child.field, key).of(child.row))
      }
    }
    return rejections
  }

  private func setParent<Kind: Record & Equatable>(
    _ child: DeferredParent, _ key: String, _ type: Kind.Type,
    _ set: (inout Kind, ID<Kind>) -> Void
  ) throws -> Bool {
    guard let parent = try resolve(key, child.kind, type),
      let record = try writer.find(type, .id(child.child))
    else { return false }
    var moved = record
    set(&moved, parent)
    _ = try rewrite(record, moved)
    return true
  }

  /// Numbers that came in are not drawn again: each series goes on after the highest it would make.
  private func finishNumbers() throws {
    guard !numbered.isEmpty else { return }
    for series in try writer.all(NumberSeries.self) {
      let highest = numbered.lazy.filter { $0.hasPrefix(series.prefix) }
        .compactMap { Int($0.dropFirst(series.prefix.count)) }.filter { $0 < 1_000_000_000 }.max()
      guard let highest, highest >= series.next else { continue }
      var next = series
      next.next = highest + 1
      try writer.updateInBulk(series, to: next)
    }
  }
}

/// What the source's keys stand for: one table per kind, read when the kind is first asked about.
final class ImportReferences {
  private let writer: StoreWriter
  private let source: String
  private var tables: [RecordKind: [String: (id: UInt128, line: Int?)]] = [:]
  /// Records of ours that a source names by their code.
  private var codes: [RecordKind: [String: UInt128]] = [:]

  init(_ writer: StoreWriter, source: String) {
    self.writer = writer
    self.source = source
  }

  func find(_ kind: RecordKind, _ key: String) throws -> (id: UInt128, line: Int?)? {
    if tables[kind] == nil {
      tables[kind] = try writer.externalReferences(kind: kind.rawValue, source: source)
    }
    if let known = tables[kind]?[key] { return known }
    return codes[kind]?[key].map { ($0, nil) }
  }

  func add(_ kind: RecordKind, _ key: String, _ id: UInt128, line: Int?) throws {
    tables[kind, default: [:]][key] = (id, line)
    try writer.insertInBulk(
      ExternalReference(
        kind: kind.rawValue, source: source, key: key, entityID: id, line: line))
  }

  func remember(_ kind: RecordKind, _ key: String, _ id: UInt128) {
    codes[kind, default: [:]][key] = id
  }
}
