import Sales
import SalesDesk
import Values

/// Why a price rule did not give the price, in words: on the screen and in the shell.
public struct PriceWords: Sendable {
  /// The language.
  public let format: Format
  /// What each rule is called.
  public let names: [UInt128: String]

  /// The words of some rules.
  public init(format: Format, names: [UInt128: String]) {
    self.format = format
    self.names = names
  }

  /// What a rule is called; the list price where there is none.
  public func name(_ rule: UInt128?) -> String {
    guard let rule else { return format.text("entry.price.list") }
    let name = names[rule] ?? ""
    return name.isEmpty ? format.text("entry.why.unnamed") : name
  }

  /// What a level is called.
  public func level(_ precedence: PricePrecedence) -> String {
    format.text("entry.level.\(precedence)")
  }

  /// The stable name of a reason: `belowMinimum`.
  public func key(_ reason: PriceRejection) -> String { wording(reason).key }

  /// The sentence of a reason.
  public func sentence(_ reason: PriceRejection) -> String {
    let (key, fact) = wording(reason)
    return format.text("entry.rejected.\(key)", fact.map { [$0] } ?? [])
  }

  private func wording(_ reason: PriceRejection) -> (key: String, fact: Fact?) {
    switch reason {
    case .notYetValid(let from): ("notYetValid", Fact("day", .day(from)))
    case .expired(let day): ("expired", Fact("day", .day(day)))
    case .belowMinimum(let minimum): ("belowMinimum", Fact("quantity", .quantity(minimum)))
    case .capReached(let remaining) where remaining > .zero:
      ("capLeft", Fact("quantity", .quantity(remaining)))
    case .capReached: ("capReached", nil)
    case .baseUnknown: ("baseUnknown", nil)
    case .noPrice: ("noPrice", nil)
    case .typedPrice: ("typedPrice", nil)
    case .weakerLevel(let level): ("weakerLevel", Fact("level", .text(self.level(level))))
    case .lessSpecific: ("lessSpecific", nil)
    case .smallerBreak(let minimum): ("smallerBreak", Fact("quantity", .quantity(minimum)))
    case .fartherFamily: ("fartherFamily", nil)
    case .older: ("older", nil)
    case .replacedByRule: ("replacedByRule", nil)
    case .firmContract: ("firmContract", nil)
    case .dearer: ("dearer", nil)
    case .companyCurrency: ("companyCurrency", nil)
    }
  }
}
