import Values

/// The choices a company makes once, each with its usual value. A manager changes them
/// (`settings set`); what is not stored has its usual value.
public struct CompanySettings: Sendable, Hashable {
  /// Which price is given when several apply.
  public var priceSwitch: PriceSwitch = .cheapest
  /// How VAT is rounded.
  public var vatRounding: VatRounding = .perRate
  /// What a document under its floor needs.
  public var documentFloor: FloorAction = .ask
  /// Whether sending under the floor needs the approval already, or accepting only.
  public var sendingNeedsApproval = true
  /// What waiting for a customer's money costs in a year, for the margin that is really left.
  public var waitingRate: Ratio = .zero
  /// Days a quote is valid for.
  public var quoteValidityDays = 30
  /// A move of an index by more than this puts the quotes in question whose prices follow it.
  public var indexMove = Ratio(percent: 2)
  /// Who is asked for what lacks.
  public var supplierRule: SupplierRule = .preferred
  /// Decimals in which the prices of a new product are typed.
  public var priceDecimals = 2
  /// Which cost margins are computed with.
  public var costMethod: CostMethod = .weightedAverage
  /// Who sees costs, margins and floor rates.
  public var costVisibility: CostVisibility = .everyone
  /// Whether a line may be served by another warehouse than the order's.
  public var otherWarehouses = true
  /// Whether a delivery may take more than the program knows to be there.
  public var negativeStock = false
  /// A delivery this close to the ordered quantity closes the line (AT-48).
  public var backorderTolerance: Ratio = .zero
  /// Open orders due later than this many days are not in the exposure; 0 = all of them are.
  public var creditHorizonDays = 0
  /// Lead time of a supplier whose own is unknown.
  public var supplierLeadDays = 7
  /// Code of the stage that sending a quote enters, unless the opportunity is further on.
  public var sentStage = "DEVIS"
  /// Days the won column of the board looks back.
  public var wonColumnDays = 30
  /// Days before its end that a quote is "about to expire".
  public var expiringDays = 5
  /// The colour of papers.
  public var paperColor = "#1D3F66"
  /// The program that mails are handed to, with its arguments; empty = none.
  public var mailCommand = ""
  /// Goods, in the company's currency, from which carriage is free; zero = it never is (AT-62).
  public var carriageFreeFrom: UnitPrice = .zero
  /// Carriage below that; zero = none is charged but what is typed.
  public var carriageAmount: UnitPrice = .zero

  /// The usual values.
  public init() {}

  /// What is stored over the usual values; what this program does not know, or cannot read, is left
  /// out.
  public init(stored: some Sequence<Setting>) {
    for setting in stored {
      _ = Self.entry(setting.name)?.write(&self, setting.value)
    }
  }
}

/// What a setting may hold.
public enum SettingKind: Sendable, Hashable {
  /// `true` or `false`.
  case flag
  /// A whole number.
  case count(ClosedRange<Int>)
  /// A percentage in machine form: `2.5`.
  case percent
  /// An amount in the company's currency, in machine form: `350`, `25.00`.
  case amount
  /// One of those words.
  case choice([String])
  /// A code of the company's.
  case code
  /// A colour: `#1D3F66`.
  case color
  /// Any words.
  case words
}

/// A line of the catalogue of settings. Its help is the text `setting.<name>`.
public struct SettingEntry: Sendable {
  /// Name: `settings set quote.validityDays 45`.
  public let name: String
  /// What it may hold.
  public let kind: SettingKind
  /// Its value in machine form.
  public let read: @Sendable (CompanySettings) -> String
  /// Takes a value in machine form; false where it is not one of its kind.
  public let write: @Sendable (inout CompanySettings, String) -> Bool

  /// Its usual value.
  public var usualValue: String { read(CompanySettings()) }
}

extension CompanySettings {
  private typealias Path<Value> = WritableKeyPath<CompanySettings, Value> & Sendable

  /// The line of that name.
  public static func entry(_ name: String) -> SettingEntry? {
    entries.first { $0.name == name }
  }

  /// Name of the setting that says who sees costs: the walls of a server read it by this name.
  public static let costVisibilityName = "cost.visibility"

  /// Name of the setting that says what a document under its floor does.
  public static let documentFloorName = "floor.document"

  /// Name of the setting that says which cost margins are computed with: an act of its own changes it.
  public static let costMethodName = "cost.method"

  /// Every setting, in the order in which they are shown.
  public static let entries: [SettingEntry] = [
    choice("price.switch", \.priceSwitch),
    count("price.decimals", \.priceDecimals, 0...4),
    percent("price.indexMove", \.indexMove),
    choice(costMethodName, \.costMethod),
    choice(costVisibilityName, \.costVisibility),
    choice("vat.rounding", \.vatRounding),
    choice(documentFloorName, \.documentFloor),
    flag("floor.sendingNeedsApproval", \.sendingNeedsApproval),
    count("quote.validityDays", \.quoteValidityDays, 1...365),
    count("quote.expiringDays", \.expiringDays, 0...60),
    color("paper.color", \.paperColor),
    words("mail.command", \.mailCommand),
    amount("carriage.freeFrom", \.carriageFreeFrom),
    amount("carriage.amount", \.carriageAmount),
    code("pipeline.sentStage", \.sentStage),
    count("pipeline.wonColumnDays", \.wonColumnDays, 1...365),
    flag("stock.otherWarehouses", \.otherWarehouses),
    flag("stock.negative", \.negativeStock),
    percent("order.backorderTolerance", \.backorderTolerance),
    percent("payment.waitingRate", \.waitingRate),
    count("credit.horizonDays", \.creditHorizonDays, 0...365),
    choice("purchase.supplierChoice", \.supplierRule),
    count("purchase.leadDays", \.supplierLeadDays, 0...365),
  ]

  private static func flag(_ name: String, _ path: Path<Bool>) -> SettingEntry {
    SettingEntry(name: name, kind: .flag, read: { String($0[keyPath: path]) }) { settings, text in
      guard let value = Bool(text) else { return false }
      settings[keyPath: path] = value
      return true
    }
  }

  private static func count(
    _ name: String, _ path: Path<Int>, _ range: ClosedRange<Int>
  ) -> SettingEntry {
    SettingEntry(name: name, kind: .count(range), read: { String($0[keyPath: path]) }) {
      guard let value = Int($1), range.contains(value) else { return false }
      $0[keyPath: path] = value
      return true
    }
  }

  private static func percent(_ name: String, _ path: Path<Ratio>) -> SettingEntry {
    SettingEntry(name: name, kind: .percent, read: { $0[keyPath: path].percentText }) {
      guard let value = try? Ratio(percentMachine: $1), (0...10_000).contains(value.basisPoints)
      else { return false }
      $0[keyPath: path] = value
      return true
    }
  }

  private static func amount(_ name: String, _ path: Path<UnitPrice>) -> SettingEntry {
    SettingEntry(
      name: name, kind: .amount,
      read: { MachineDecimal.shortText($0[keyPath: path].tenThousandths, decimals: 4) }
    ) {
      guard let value = try? UnitPrice(machine: $1), value >= .zero, value <= amountLimit else {
        return false
      }
      $0[keyPath: path] = value
      return true
    }
  }

  /// A thousand million of the major unit: more is a slip of the finger.
  private static let amountLimit = UnitPrice(tenThousandths: 10_000_000_000_000)

  private static func choice<Choice>(_ name: String, _ path: Path<Choice>) -> SettingEntry
  where Choice: RawRepresentable<String> & CaseIterable & Sendable {
    SettingEntry(
      name: name, kind: .choice(Choice.allCases.map(\.rawValue)),
      read: { $0[keyPath: path].rawValue }
    ) {
      guard let value = Choice(rawValue: $1) else { return false }
      $0[keyPath: path] = value
      return true
    }
  }

  private static func code(_ name: String, _ path: Path<String>) -> SettingEntry {
    SettingEntry(name: name, kind: .code, read: { $0[keyPath: path] }) { settings, text in
      settings[keyPath: path] = text
      return true
    }
  }

  private static func color(_ name: String, _ path: Path<String>) -> SettingEntry {
    SettingEntry(name: name, kind: .color, read: { $0[keyPath: path] }) { settings, text in
      let digits = text.dropFirst()
      guard text.hasPrefix("#"), digits.count == 6,
        digits.allSatisfy({ $0.isHexDigit && $0.isASCII })
      else { return false }
      settings[keyPath: path] = text.uppercased()
      return true
    }
  }

  private static func words(_ name: String, _ path: Path<String>) -> SettingEntry {
    SettingEntry(name: name, kind: .words, read: { $0[keyPath: path] }) { settings, text in
      settings[keyPath: path] = text
      return true
    }
  }
}
