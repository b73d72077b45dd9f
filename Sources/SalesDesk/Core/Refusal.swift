import Sales
import SalesStore
import Values

/// A value in a sentence: facts travel as values, the edge turns them into words of a language.
public enum FactValue: Sendable, Hashable {
  /// Words, codes, numbers of documents.
  case text(String)
  /// A count.
  case count(Int)
  /// An amount with its currency.
  case money(Money)
  /// A price per unit.
  case price(UnitPrice)
  /// A quantity.
  case quantity(Quantity)
  /// A ratio, shown in percent.
  case ratio(Ratio)
  /// An exchange rate.
  case rate(ExchangeRate)
  /// A business day.
  case day(Day)
}

/// A named value in a sentence.
public struct Fact: Sendable, Hashable {
  /// Name of the placeholder.
  public let name: String
  /// Value.
  public let value: FactValue

  /// A named value.
  public init(_ name: String, _ value: FactValue) {
    self.name = name
    self.value = value
  }
}

/// A rule said no. Facts only: `refusal.<reason>` in the texts is the sentence.
public struct Refusal: Error, Sendable, Hashable {
  /// Which rule.
  public let reason: RefusalReason
  /// What the sentence names.
  public let facts: [Fact]
  /// The record that the refused act was about, where somebody else may decide it all the same.
  public private(set) var subject: ActSubject?
  /// What the customer takes, where the refused act was an acceptance.
  public private(set) var taken = TakenLines.asOffered

  /// A refusal with its facts.
  public init(_ reason: RefusalReason, _ facts: Fact...) {
    self.reason = reason
    self.facts = facts
  }

  /// The same refusal of an acceptance, with what the customer takes.
  func taking(_ taken: TakenLines) -> Refusal {
    var refusal = self
    refusal.taken = taken
    return refusal
  }

  /// The same refusal with the record it is about.
  func about(_ subject: ActSubject) -> Refusal {
    var refusal = self
    refusal.subject = subject
    return refusal
  }
}
