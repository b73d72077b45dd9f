import Database
import Sales
import Values

// What the floors asked of who sent or accepted a version was agreed to, and nothing went under its floor
// without being asked about.

extension CompanyCheck {
  static let floors: [CheckRule] = [
    CheckRule(
      id: "quote.verdict", kind: "quote",
      sql: """
        SELECT quote.number, NULL, 'granted', quote_verdict.action
        FROM quote_verdict JOIN quote ON quote.id = quote_verdict.quote_id
        WHERE (quote.state = 'accepted' AND quote_verdict.action <> 'warn'
            OR quote.state = 'sent' AND quote_verdict.action = 'block')
          AND NOT EXISTS (
            SELECT 1 FROM approval WHERE approval.quote_id = quote.id
              AND approval.terms_revision = quote.terms_revision AND approval.state = 'granted')
        """),
    CheckRule(
      id: "quote.underFloor", kind: "quote",
      sql: """
        SELECT quote.number, NULL, 'warn', ''
        FROM quote
        WHERE quote.under_floor = 1 AND quote.state IN ('sent', 'accepted')
          AND NOT EXISTS (SELECT 1 FROM quote_verdict WHERE quote_verdict.quote_id = quote.id)
        """),
    CheckRule(
      id: "floorRule.family", kind: "floor_rule",
      sql: """
        SELECT floor_rule.customer_class || '/' || floor_rule.role, NULL, 'family', floor_rule.action
        FROM floor_rule LEFT JOIN family ON family.id = floor_rule.family_id
        WHERE family.id IS NULL AND floor_rule.family_id <> \(SQLValue.id(0))
        """),
  ]
}
