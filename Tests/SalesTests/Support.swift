import Sales
import Testing
import Values

/// A price from machine text.
func price(_ text: String) throws -> UnitPrice { try UnitPrice(machine: text) }
/// A cost from machine text.
func cost(_ text: String) throws -> UnitCost { try UnitCost(machine: text) }
/// A quantity from machine text.
func quantity(_ text: String) throws -> Quantity { try Quantity(machine: text) }
/// Euros from machine text.
func euros(_ text: String) throws -> Amount { try Money(machine: text, .eur).amount }
/// A day from ISO text.
func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }
/// A cascade of discounts in basis points.
func discounts(_ basisPoints: Int64...) throws -> Discounts {
  try Discounts(basisPoints.map(Ratio.init(basisPoints:)))
}

extension Fraction {
  /// The figure as a percentage with that many decimals, in machine form.
  func percent(_ decimals: Int) -> String? {
    roundedPercent(decimals: decimals).map { MachineDecimal.text($0, decimals: decimals) }
  }
}
