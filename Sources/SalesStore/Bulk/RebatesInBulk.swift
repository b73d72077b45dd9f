import Database
import Sales
import Values

// Rebates and derogations outside of acts: imports and the demo company.

extension StoreReading {
  /// The customers who were delivered most in a period, and what it was worth, the largest first.
  public func mostDelivered(
    from first: Day, to last: Day, limit: Int
  ) throws -> [ID<Customer>] {
    try connection.rows(
      """
      SELECT customer_id FROM delivery WHERE day BETWEEN \(first) AND \(last)
      GROUP BY customer_id ORDER BY SUM(total_amount) DESC, customer_id LIMIT \(limit)
      """
    ) { ID(rawValue: try $0.id(0)) }
  }
}

extension StoreWriter {
  /// Writes an agreement with its tiers and what counts for it, or makes the stored ones so.
  ///
  /// - Returns: whether anything was written.
  public func keepInBulk(_ terms: RebateTerms, over old: RebateTerms?) throws -> Bool {
    guard terms != old else { return false }
    let id = terms.agreement.id
    if let old {
      try updateInBulk(old.agreement, to: terms.agreement)
      for part in ["rebate_tier", "rebate_family", "rebate_product"] {
        try connection.run(
          SQL(SQLText(built: "DELETE FROM \(part) WHERE agreement_id = $1"), [id.sqlValue]))
      }
    } else {
      try insertInBulk(terms.agreement)
    }
    for tier in terms.tiers {
      try insertInBulk(RebateTierRow(agreementID: id, fromAmount: tier.from, rate: tier.rate))
    }
    for family in terms.families {
      try insertInBulk(RebateFamily(agreementID: id, familyID: family))
    }
    for product in terms.products {
      try insertInBulk(RebateProduct(agreementID: id, productID: product))
    }
    return true
  }
}
