import SalesDesk
import Values

extension Format {
  /// `27/11`.
  public func shortDay(_ day: Day) -> String {
    let (_, month, dayOfMonth) = day.civil
    return twoDigits(dayOfMonth) + "/" + twoDigits(month)
  }

  /// `27/11/2026`.
  public func day(_ day: Day) -> String { shortDay(day) + "/" + String(day.year) }

  /// `ven. 27/11/2026`.
  public func longDay(_ day: Day) -> String { weekday(day) + " " + self.day(day) }

  /// `ven.`.
  public func weekday(_ day: Day) -> String { texts["weekday.\(day.weekday).short"] }

  /// `novembre 2026`.
  public func month(_ day: Day) -> String { texts["month.\(day.month)"] + " " + String(day.year) }

  /// `nov.`.
  public func shortMonth(_ day: Day) -> String { texts["month.\(day.month).short"] }

  /// A due day as the desk says it: `auj.`, `dem.`, `+5 j`, `retard 4 j`.
  public func due(_ day: Day, today: Day) -> String {
    let days = day - today
    switch days {
    case 0: return texts["due.today"]
    case 1: return texts["due.tomorrow"]
    case 2...: return text("due.in", [Fact("days", .count(days))])
    default: return text("due.late", [Fact("days", .count(-days))])
    }
  }

  /// `10:42`, in the zone the instant was shifted to by the edge.
  public func time(_ instant: Instant) -> String {
    let minutes = instant.millisecondOfDay / 60_000
    return twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60)
  }

  /// `10:42:03`, likewise.
  public func timeWithSeconds(_ instant: Instant) -> String {
    time(instant) + ":" + twoDigits(instant.millisecondOfDay / 1_000 % 60)
  }

  private func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}

extension Format {
  /// A text with its facts in the words of the language.
  public func text(_ key: String, _ facts: [Fact] = []) -> String {
    guard !facts.isEmpty else { return texts[key] }
    return texts.text(key) { name in facts.last { $0.name == name }.map(text) }
  }

  /// The facts whose value is a word of the program (a state, a kind of record, roles), or several
  /// separated by spaces or commas: `word.<name>.<word>` is what a person calls it.
  private static let wordFacts: Set<String> = ["state", "decision", "roles", "fields", "kind"]

  private func text(_ fact: Fact) -> String {
    // An act in a sentence is what the catalogue calls it.
    if fact.name == "act", case .text(let id) = fact.value,
      let title = texts.optional("act.\(id)")
    {
      return title
    }
    guard Self.wordFacts.contains(fact.name), case .text(let words) = fact.value else {
      return text(fact.value)
    }
    return words.split { $0 == " " || $0 == "," }
      .map { texts.optional("word.\(fact.name).\($0)") ?? String($0) }.joined(separator: ", ")
  }

  /// A fact in words.
  public func text(_ value: FactValue) -> String {
    switch value {
    case .text(let text): text
    case .count(let count): self.count(count)
    case .money(let money): self.money(money.amount, money.currency)
    case .price(let price): self.price(price)
    case .quantity(let quantity): self.quantity(quantity)
    case .ratio(let ratio): shortPercent(ratio)
    case .rate(let rate): self.rate(rate)
    case .day(let day): self.day(day)
    }
  }
}
