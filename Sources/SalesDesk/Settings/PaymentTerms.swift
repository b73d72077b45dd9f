import Sales
import SalesStore
import Values

/// What a payment term says.
public struct PaymentTermForm: Sendable, Hashable {
  /// As documents print it.
  public var name: String
  /// Days counted.
  public var days: Int
  /// How they combine with the end of the month.
  public var kind: PaymentTermKind
  /// Day of the following month, where the term names one.
  public var dayOfMonth: Int?

  /// A term.
  public init(name: String, days: Int, kind: PaymentTermKind = .net, dayOfMonth: Int? = nil) {
    self.name = name
    self.days = days
    self.kind = kind
    self.dayOfMonth = dayOfMonth
  }

  func check() throws {
    guard !name.isEmpty else { throw Refusal(.nameMissing) }
    guard (0...365).contains(days), dayOfMonth.map({ (1...31).contains($0) }) ?? true else {
      throw Refusal(.termOutOfRange)
    }
  }
}

/// Adds a payment term. One that is longer than the law allows may be kept: it is refused on a customer
/// without a legal exception, not in the list.
public struct CreatePaymentTerm: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("term.create", roles: .managers)

  /// Short code, in capitals.
  public let code: String
  /// What it says.
  public let form: PaymentTermForm

  /// The adding of a term.
  public init(_ code: String, _ form: PaymentTermForm) {
    self.code = code
    self.form = form
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> PaymentTerm {
    try form.check()
    let capitals = code.uppercased()
    guard !capitals.isEmpty else { throw Refusal(.nameMissing) }
    if try scope.store.count(PaymentTerm.self, "WHERE code = \(capitals)") > 0 {
      throw Refusal(.codeTaken, Fact("code", .text(capitals)))
    }
    let term = PaymentTerm(
      id: scope.mint(), code: capitals, name: form.name, days: form.days, kind: form.kind,
      dayOfMonth: form.dayOfMonth)
    try scope.store.insert(term)
    scope.note("term", .text(capitals))
    return term
  }
}

/// Changes a payment term. What documents already say never changes: one that a quote or an order names
/// only takes another name.
public struct EditPaymentTerm: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("term.edit", roles: .managers)

  /// The term.
  public let termID: ID<PaymentTerm>
  /// What it says from now on.
  public let form: PaymentTermForm

  /// The change of a term.
  public init(_ term: ID<PaymentTerm>, _ form: PaymentTermForm) {
    termID = term
    self.form = form
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> PaymentTerm {
    try form.check()
    let term = try scope.store.get(termID)
    var changed = term
    changed.name = form.name
    changed.days = form.days
    changed.kind = form.kind
    changed.dayOfMonth = form.dayOfMonth
    if changed.rule != term.rule, try scope.store.isOnDocuments(term.id) {
      throw Refusal(.termInUse, Fact("term", .text(term.code)))
    }
    scope.note("term", .text(term.code))
    return try scope.store.update(term, to: changed)
  }
}

/// Sets the rate of a class of products from a day on. Documents keep the rate they were made with.
public struct SetVatRate: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("vat.set", roles: .managers)

  /// Class of products.
  public let code: String
  /// Rate.
  public let rate: Ratio
  /// First day.
  public let day: Day
  /// As documents print it; empty = as before.
  public let name: String

  /// The setting of a rate.
  public init(_ code: String, to rate: Ratio, from day: Day, name: String = "") {
    self.code = code
    self.rate = rate
    self.day = day
    self.name = name
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> VatRate {
    guard (0...10_000).contains(rate.basisPoints) else {
      throw Refusal(.ratioOutOfRange, Fact("ratio", .ratio(rate)))
    }
    guard !code.isEmpty else { throw Refusal(.nameMissing) }
    scope.note("class", .text(code))
    scope.note("rate", .ratio(rate))
    scope.note("day", .day(day))
    if let stored = try scope.store.find(VatRate.self, .text(code), day.sqlValue) {
      var changed = stored
      changed.rate = rate
      if !name.isEmpty { changed.name = name }
      return try scope.store.update(stored, to: changed)
    }
    let former = try scope.store.first(
      VatRate.self, "WHERE code = \(code) ORDER BY valid_from DESC LIMIT 1")
    let fresh = VatRate(
      code: code, validFrom: day, rate: rate, name: name.isEmpty ? former?.name ?? code : name)
    try scope.store.insert(fresh)
    return fresh
  }
}
