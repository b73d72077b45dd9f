import Sales
import SalesStore
import Values

/// What a price list says of itself.
public struct PriceListTerms: Sendable, Hashable {
  /// Code typed.
  public var code: String
  /// Name; empty = the code.
  public var name: String
  /// Currency of its prices; nil = the company's.
  public var currency: Currency?
  /// First day; nil = always.
  public var validFrom: Day?
  /// Last day; nil = without end.
  public var validTo: Day?

  /// A list of that code.
  public init(code: String, name: String = "") {
    self.code = code
    self.name = name
  }

  /// What a list says now.
  public init(_ list: PriceList) {
    self.init(code: list.code, name: list.name)
    currency = list.currency
    validFrom = list.validFrom
    validTo = list.validTo
  }

  /// Refuses what no list may say.
  func check() throws {
    guard !code.isEmpty else { throw Refusal(.nameMissing) }
    try Refusal.unlessOrdered(validFrom, validTo)
  }

  func write(to list: inout PriceList, companyCurrency: Currency) {
    list.code = code
    list.name = name.isEmpty ? code : name
    list.currency = currency ?? companyCurrency
    list.validFrom = validFrom
    list.validTo = validTo
  }
}

/// Opens a price list, which customers can then refer to.
public struct CreatePriceList: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("priceList.create", roles: .managers)

  /// What it says of itself.
  public let terms: PriceListTerms

  /// The opening of a list.
  public init(_ terms: PriceListTerms) {
    self.terms = terms
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> PriceList {
    try terms.check()
    if try scope.store.count(PriceList.self, "WHERE code = \(terms.code)") > 0 {
      throw Refusal(.codeTaken, Fact("code", .text(terms.code)))
    }
    let currency = try scope.store.company().currency
    var list = PriceList(id: scope.mint(), code: "", name: "", currency: currency)
    terms.write(to: &list, companyCurrency: currency)
    try scope.store.insert(list)
    scope.note("list", .text(list.code))
    return list
  }
}

/// Changes what a price list says of itself; ending it is giving it a last day.
public struct EditPriceList: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("priceList.edit", roles: .managers)

  /// The list as it was read.
  public let read: PriceList
  /// What it says from now on.
  public let terms: PriceListTerms

  /// The change of a list.
  public init(_ read: PriceList, to terms: PriceListTerms) {
    self.read = read
    self.terms = terms
  }

  /// Does it.
  ///
  /// - Throws: `Refusal` of reason `staleRow` where another desk changed the list since it was read.
  public func perform(_ scope: ActScope) throws -> PriceList {
    try terms.check()
    let taken = try scope.store.count(
      PriceList.self, "WHERE code = \(terms.code) AND id <> \(read.id)")
    if taken > 0 { throw Refusal(.codeTaken, Fact("code", .text(terms.code))) }
    var changed = read
    terms.write(to: &changed, companyCurrency: read.currency)
    scope.note("list", .text(changed.code))
    return try scope.store.update(read, to: changed)
  }
}

extension Refusal {
  /// Refuses a period that ends before it begins.
  static func unlessOrdered(_ from: Day?, _ until: Day?) throws {
    if let from, let until, until < from {
      throw Refusal(.periodReversed, Fact("from", .day(from)), Fact("until", .day(until)))
    }
  }
}
