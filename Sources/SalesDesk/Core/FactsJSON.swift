import SalesStore
import Values

/// The facts of an act's summary in the log: `[["number","text","D-12"],…]`. Journals read them back
/// and put them in the words of their reader's language.
public enum FactsJSON {
  /// The facts as JSON.
  public static func encode(_ facts: [Fact]) -> String {
    let rows = facts.map { fact -> [String] in
      let (kind, value) = parts(fact.value)
      return [fact.name, kind, value]
    }
    return StringRows.encode(rows)
  }

  /// The facts in a summary; those this program does not know are left out.
  public static func decode(_ json: String) -> [Fact] {
    StringRows.decode(json).compactMap { row in
      guard row.count == 3, let value = value(kind: row[1], text: row[2]) else { return nil }
      return Fact(row[0], value)
    }
  }

  private static func parts(_ value: FactValue) -> (String, String) {
    switch value {
    case .text(let text): ("text", text)
    case .count(let count): ("count", String(count))
    case .money(let money): ("money", "\(money.amount.minor) \(money.currency.code)")
    case .price(let price): ("price", String(price.tenThousandths))
    case .quantity(let quantity): ("quantity", String(quantity.thousandths))
    case .ratio(let ratio): ("ratio", String(ratio.basisPoints))
    case .rate(let rate): ("rate", String(rate.scaled))
    case .day(let day): ("day", String(day.daysSinceEpoch))
    }
  }

  private static func value(kind: String, text: String) -> FactValue? {
    switch kind {
    case "text": return .text(text)
    case "count": return Int(text).map { .count($0) }
    case "money":
      let parts = text.split(separator: " ")
      guard parts.count == 2, let minor = Int64(parts[0]),
        let currency = Currency(code: String(parts[1]))
      else { return nil }
      return .money(Money(Amount(minor: minor), currency))
    case "price": return Int64(text).map { .price(UnitPrice(tenThousandths: $0)) }
    case "quantity": return Int64(text).map { .quantity(Quantity(thousandths: $0)) }
    case "ratio": return Int64(text).map { .ratio(Ratio(basisPoints: $0)) }
    case "rate": return Int64(text).map { .rate(ExchangeRate(scaled: $0)) }
    case "day": return Int32(text).map { .day(Day(daysSinceEpoch: $0)) }
    default: return nil
    }
  }
}
