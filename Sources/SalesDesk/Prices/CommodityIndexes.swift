import Sales
import SalesStore
import Values

/// Begins to follow a market index.
public struct CreateIndex: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("index.create", roles: .managers)

  /// Code typed.
  public let code: String
  /// Name; empty = the code.
  public let name: String
  /// What one of it is: `$/mt`.
  public let unit: String

  /// An index of that code.
  public init(code: String, name: String = "", unit: String = "") {
    self.code = code
    self.name = name
    self.unit = unit
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> CommodityIndex {
    guard !code.isEmpty else { throw Refusal(.nameMissing) }
    if try scope.store.count(CommodityIndex.self, "WHERE code = \(code)") > 0 {
      throw Refusal(.codeTaken, Fact("code", .text(code)))
    }
    let index = CommodityIndex(
      id: scope.mint(), code: code, name: name.isEmpty ? code : name, unit: unit)
    try scope.store.insert(index)
    scope.note("index", .text(index.code))
    return index
  }
}

/// Enters what an index is worth from a day on.
public struct SetIndexValue: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("index.set", roles: .managers)

  /// The index.
  public let indexID: ID<CommodityIndex>
  /// The value.
  public let value: IndexValue
  /// The first day; nil = today.
  public let day: Day?

  /// A value of an index.
  public init(_ index: ID<CommodityIndex>, to value: IndexValue, from day: Day? = nil) {
    indexID = index
    self.value = value
    self.day = day
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> IndexReading {
    guard value > .zero else { throw Refusal(.indexNotPositive) }
    let index = try scope.store.get(indexID)
    let day = day ?? scope.today
    let reading: IndexReading
    if let known = try scope.store.find(IndexReading.self, index.id.sqlValue, day.sqlValue) {
      var changed = known
      changed.value = value
      reading = try scope.store.update(known, to: changed)
    } else {
      reading = IndexReading(indexID: index.id, day: day, value: value)
      try scope.store.insert(reading)
    }
    scope.note("index", .text(index.code))
    scope.note("value", .text(value.description))
    scope.note("day", .day(day))
    return reading
  }
}
