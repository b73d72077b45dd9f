import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

// Values as the command line takes them: machine form, a decimal comma accepted.

extension Day: ExpressibleByArgument {
  /// A day as `2026-11-23`.
  public init?(argument: String) { self.init(iso: argument) }
}

extension Quantity: ExpressibleByArgument {
  /// A quantity as `12.5`.
  public init?(argument: String) {
    guard let value = try? Quantity(machine: Typed.machine(argument)), value > .zero,
      value <= .limit
    else { return nil }
    self = value
  }
}

extension UnitPrice: ExpressibleByArgument {
  /// A price as `9.90`.
  public init?(argument: String) {
    guard let value = try? UnitPrice(machine: Typed.machine(argument)) else { return nil }
    self = value
  }
}

extension UnitCost: ExpressibleByArgument {
  /// A cost as `6.1234`.
  public init?(argument: String) {
    guard let value = try? UnitCost(machine: Typed.machine(argument)) else { return nil }
    self = value
  }
}

/// A percentage as `12.5` or `12.5%`.
struct Percentage: ExpressibleByArgument {
  let ratio: Ratio

  init?(argument: String) {
    let text = argument.hasSuffix("%") ? String(argument.dropLast()) : argument
    guard let ratio = try? Ratio(percentMachine: Typed.machine(text)) else { return nil }
    self.ratio = ratio
  }
}

/// An amount; its currency, and so its decimals, are known only once the company is open.
struct TypedAmount: ExpressibleByArgument {
  let text: String

  init?(argument: String) { text = argument }

  /// The amount in a currency.
  func amount(_ currency: Currency, name: String) throws -> Amount {
    guard
      let minor = try? MachineDecimal.parse(Typed.machine(text), decimals: currency.exponent)
    else { throw ShellError.badValue(name: name, text: text) }
    return Amount(minor: minor)
  }
}

/// A value, or `none` to take the one that is there away.
enum Clearable<Value: ExpressibleByArgument>: ExpressibleByArgument {
  case none
  case some(Value)

  init?(argument: String) {
    if ["none", "aucun", "aucune"].contains(argument.lowercased()) {
      self = .none
    } else if let value = Value(argument: argument) {
      self = .some(value)
    } else {
      return nil
    }
  }

  /// The value, or nil for `none`.
  var value: Value? {
    if case .some(let value) = self { value } else { nil }
  }
}

/// A line and how much of it: `3=12.5`; the whole line: `3`.
struct LinePick: ExpressibleByArgument {
  let line: Int
  let quantity: Quantity?

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard let first = parts.first, let line = Int(first), line > 0 else { return nil }
    self.line = line
    guard parts.count == 2 else {
      quantity = nil
      return
    }
    guard let quantity = Quantity(argument: String(parts[1])) else { return nil }
    self.quantity = quantity
  }
}

/// Numbers of lines: `1,3`.
struct LineNumbers: ExpressibleByArgument {
  let numbers: Set<Int>

  init?(argument: String) {
    let parts = argument.split(separator: ",")
    let numbers = parts.compactMap { Int($0) }.filter { $0 > 0 }
    guard !parts.isEmpty, numbers.count == parts.count else { return nil }
    self.numbers = Set(numbers)
  }
}

/// Reading what was typed.
enum Typed {
  /// Machine form of a number that may have a decimal comma and spaces between its groups.
  static func machine(_ text: String) -> String {
    String(
      text.compactMap { character in
        switch character {
        case ",": "."
        case " ", "\u{A0}", "\u{202F}": nil
        default: character
        }
      })
  }

  /// A field of a form: kept where nothing was typed.
  static func edit<Value>(_ value: Value?) -> Edit<Value> {
    value.map { .set($0) } ?? .keep
  }

  /// A field of a form that may be taken away.
  static func edit<Value>(_ value: Clearable<Value>?) -> Edit<Value?> {
    value.map { .set($0.value) } ?? .keep
  }
}

extension Shell {
  /// The product of this code.
  func product(_ code: String, in reader: some StoreReading) throws -> Product {
    let found = try reader.product(coded: code) ?? reader.product(coded: code.uppercased())
    guard let found else { throw StoreError.notFound(kind: "product", key: code) }
    return found
  }

  /// The customer of this code.
  func customer(_ code: String, in reader: some StoreReading) throws -> Customer {
    do {
      return try reader.customer(coded: code)
    } catch StoreError.notFound {
      return try reader.customer(coded: code.uppercased())
    }
  }

  /// The quote of a number, `D-0012` or `D-0012/2` for its second version.
  func quote(_ name: String, in reader: some StoreReading) throws -> Quote {
    let parts = name.split(separator: "/", maxSplits: 1)
    let number = parts.first.map { $0.uppercased() } ?? name
    guard parts.count == 2 else { return try reader.quote(numbered: number) }
    guard let revision = Int(parts[1]) else { throw StoreError.notFound(kind: "quote", key: name) }
    return try reader.quote(numbered: number, revision: revision)
  }

  /// The opportunity of a number.
  func opportunity(_ number: String, in reader: some StoreReading) throws -> Opportunity {
    try reader.opportunity(numbered: number.uppercased())
  }

  /// An amount of the company's currency.
  func amount(_ typed: TypedAmount, _ name: String) throws -> Amount {
    try typed.amount(company.currency, name: name)
  }
}

/// Short names of records without a number: the last eight digits of their identity, which are drawn at
/// random.
enum ShortName {
  /// The short name of an identity.
  static func of<Kind>(_ id: ID<Kind>) -> String { String(id.description.suffix(8)) }

  /// The one record of that name.
  ///
  /// - Throws: `StoreError.notFound`.
  static func find<Kind>(
    _ name: String, kind: String, among records: [Kind], _ id: (Kind) -> ID<Kind>
  ) throws -> Kind {
    let wanted = name.lowercased()
    let found = records.filter { id($0).description.hasSuffix(wanted) }
    guard wanted.count >= 4, found.count == 1 else {
      throw StoreError.notFound(kind: kind, key: name)
    }
    return found[0]
  }
}
