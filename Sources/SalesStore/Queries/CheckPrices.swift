import Database
import Sales

extension CompanyCheck {
  /// Every formula of a price rule is one that pricing can read: the others would price nothing,
  /// without a word.
  static func priceFormulas(_ reader: any StoreReading) throws -> [CheckFinding] {
    var findings: [CheckFinding] = []
    try reader.connection.forEach(
      """
      SELECT COALESCE(product.code, family.code, price_rule.price_group), price_rule.formula
      FROM price_rule
        LEFT JOIN product ON product.id = price_rule.product_id
        LEFT JOIN family ON family.id = price_rule.family_id
      WHERE price_rule.kind = 'formula'
      """
    ) { row in
      let text = try row.text(1)
      if (try? PriceFormula(text: text)) != nil { return }
      findings.append(
        CheckFinding(
          rule: "priceRule.formula", kind: "price_rule", record: try row.text(0),
          expected: "cost *1.35", found: text))
    }
    return findings
  }
}
