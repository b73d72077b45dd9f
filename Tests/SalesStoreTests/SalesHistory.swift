import Foundation
import Sales
import SalesStore
import SalesTesting
import Values

/// Writes opportunities and orders as records, to count them afterwards.
final class SalesHistory {
  let company: TestCompany
  let pipeline: Pipeline
  private let warehouse: Warehouse
  private(set) var stages: [String: Stage] = [:]
  private var people: [String: Salesperson] = [:]
  private var number = 0
  private var batch: StoreWriter?

  /// A history in a pipeline of its own, with stages by name and probability; the last two are won
  /// and lost.
  init(_ company: TestCompany, pipeline name: String, stages names: [(String, Int64)]) throws {
    self.company = company
    warehouse = try company.warehouse()
    pipeline = Pipeline(id: company.ids.mint(), code: name.uppercased(), name: name, sequence: 2)
    try company.store.write { try $0.insertInBulk(pipeline) }
    for (index, (name, percent)) in names.enumerated() {
      let outcome: OpportunityOutcome =
        index == names.count - 1 ? .lost : index == names.count - 2 ? .won : .open
      let stage = Stage(
        id: company.ids.mint(), pipelineID: pipeline.id, code: name.uppercased(), name: name,
        sequence: index + 1, probability: Ratio(percent: percent), outcome: outcome)
      try company.store.write { try $0.insertInBulk(stage) }
      stages[name] = stage
    }
  }

  /// Writes much in one transaction.
  func inOneTransaction(_ body: () throws -> Void) throws {
    try company.store.write { writer in
      batch = writer
      defer { batch = nil }
      try body()
    }
  }

  private func write(_ body: (StoreWriter) throws -> Void) throws {
    if let batch { try body(batch) } else { try company.store.write { try body($0) } }
  }

  func stage(_ name: String) throws -> Stage {
    guard let stage = stages[name] else {
      throw StoreError.notFound(kind: "stage", key: name)
    }
    return stage
  }

  /// The salesperson of that name, made where there is none.
  func person(_ name: String, team: Team? = nil) throws -> Salesperson {
    if let known = people[name] { return known }
    let person = Salesperson(
      id: company.ids.mint(), code: "V\(people.count + 1)", name: name, teamID: team?.id)
    try write { try $0.insertInBulk(person) }
    people[name] = person
    return person
  }

  /// An opportunity in a stage with stays (stage, entered, left) behind it. `created` is the day it
  /// was entered in the program: later than `opened` for an import.
  @discardableResult
  func opportunity(
    _ stageName: String, by name: String? = nil, stays: [(String, Day?, Day?)] = [],
    created: Day? = nil, _ edit: (inout Opportunity) -> Void = { _ in }
  ) throws -> Opportunity {
    number += 1
    let stage = try stage(stageName)
    let person = try name.map { try self.person($0) }
    var record = Opportunity(
      id: company.ids.mint(), searchKey: Int64(number), number: "T-\(number)", title: "Affaire",
      salespersonID: person?.id, pipelineID: pipeline.id, stageID: stage.id,
      outcome: stage.outcome, probability: stage.probability, createdDay: company.today)
    edit(&record)
    record.createdDay = created ?? record.openedDay ?? company.today
    try write { writer in
      try writer.insertInBulk(record)
      for (sequence, stay) in stays.enumerated() {
        try writer.insertInBulk(
          OpportunityStay(
            opportunityID: record.id, sequence: sequence + 1, stageID: try self.stage(stay.0).id,
            enteredDay: stay.1, leftDay: stay.2))
      }
    }
    return record
  }

  /// An order of that net, with the cost of its document where one is known.
  @discardableResult
  func order(
    _ net: String, of customer: Customer, on day: Day, by name: String? = nil,
    cost: SalesOrderCost? = nil, _ edit: (inout SalesOrder) -> Void = { _ in }
  ) throws -> SalesOrder {
    number += 1
    var order = SalesOrder(
      id: company.ids.mint(), number: "T-\(number)", customerID: customer.id,
      warehouseID: warehouse.id, salespersonID: try name.map { try person($0).id },
      currency: .eur, orderDay: day, netAmount: try Money(machine: net, .eur).amount)
    edit(&order)
    try write { writer in
      try writer.insertInBulk(order)
      guard var cost else { return }
      cost.orderID = order.id
      try writer.insertInBulk(cost)
    }
    return order
  }
}

/// Third-party data beside the package: `COMPTOIR_TEST_DATA`, else `shared/data` next to its root.
enum TestData {
  static var folder: URL {
    if let path = ProcessInfo.processInfo.environment["COMPTOIR_TEST_DATA"] {
      return URL(fileURLWithPath: path)
    }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data")
  }

  static func has(_ set: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(set).path)
  }

  /// The rows of a file that has neither quotes nor line breaks in its cells, without its header.
  static func rows(_ path: String) throws -> [[String]] {
    let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The figures of `expected.json`, each as it is printed there.
  static func expected(_ set: String) throws -> [String: Any] {
    let path = folder.appendingPathComponent(set).appendingPathComponent("expected.json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: path))
    return json as? [String: Any] ?? [:]
  }
}

/// Whether a figure rounds to an expected number at its own number of decimals. The expected ones were
/// rounded as binary fractions, so a half may have gone either way.
func agrees(_ figure: Fraction, _ expected: Any?) -> Bool {
  guard let expected else { return false }
  if expected is NSNull { return !figure.isAvailable }
  let text = "\(expected)"
  let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
  guard let scaled = try? MachineDecimal.parse(text, decimals: decimals), figure.isAvailable else {
    return false
  }
  let gap =
    figure.numerator * Int128(powerOfTen(decimals)) - Int128(scaled) * figure.denominator
  return gap.magnitude * 2 <= figure.denominator.magnitude
}
