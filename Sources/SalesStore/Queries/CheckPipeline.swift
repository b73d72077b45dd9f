import Database
import Sales
import Values

extension CompanyCheck {
  static let pipeline: [CheckRule] = [
    CheckRule(
      id: "opportunity.outcome", kind: "opportunity",
      sql: """
        SELECT opportunity.number, NULL, stage.outcome, opportunity.outcome
        FROM opportunity JOIN stage ON stage.id = opportunity.stage_id
        WHERE stage.outcome <> opportunity.outcome
          OR stage.pipeline_id <> opportunity.pipeline_id
          OR (opportunity.outcome = 'open' AND opportunity.closed_day IS NOT NULL)
        """),
    CheckRule(
      id: "opportunity.stay", kind: "opportunity",
      sql: """
        SELECT opportunity.number, last.sequence, stage.code, present.code
        FROM opportunity_stay AS last
          JOIN opportunity ON opportunity.id = last.opportunity_id
          JOIN stage ON stage.id = opportunity.stage_id
          JOIN stage AS present ON present.id = last.stage_id
        WHERE last.stage_id <> opportunity.stage_id
          AND NOT EXISTS (
            SELECT 1 FROM opportunity_stay AS later
            WHERE later.opportunity_id = last.opportunity_id AND later.sequence > last.sequence)
        """),
    CheckRule(
      id: "opportunity.reached", kind: "opportunity",
      sql: """
        SELECT opportunity.number, NULL, COALESCE(reach.reached, 0), COALESCE(opportunity.reached, 0)
        FROM opportunity
          LEFT JOIN opportunity_reach AS reach ON reach.opportunity_id = opportunity.id
        WHERE COALESCE(reach.reached, 0) <> COALESCE(opportunity.reached, 0)
        """),
    CheckRule(
      id: "opportunity.referenceQuote", kind: "opportunity",
      sql: """
        SELECT opportunity.number, NULL, \(raw: .ownNet("quote.")), opportunity.amount
        FROM opportunity JOIN quote ON quote.id = opportunity.reference_quote_id
        WHERE quote.opportunity_id <> opportunity.id
          OR (opportunity.amount_source = 'quote'
            AND COALESCE(opportunity.amount, -1) <> \(raw: .ownNet("quote.")))
        """),
    CheckRule(
      id: "stage.total", kind: "stage_total",
      sql: """
        SELECT stage.code, NULL, sums.expected, sums.found
        FROM (
          SELECT stage_id, salesperson_id, CAST(SUM(expected) AS BIGINT) AS expected,
            CAST(SUM(found) AS BIGINT) AS found, SUM(cards) AS cards, SUM(blank) AS blank,
            SUM(amounts) AS amounts
          FROM (
            SELECT stage_id, COALESCE(salesperson_id, \(UInt128(0))) AS salesperson_id,
              (COALESCE(amount, 0) * probability + 5000) / 10000 AS expected, 0 AS found,
              1 AS cards, CASE WHEN amount IS NULL THEN 1 ELSE 0 END AS blank,
              COALESCE(amount, 0) AS amounts
            FROM opportunity WHERE outcome = 'open'
            UNION ALL
            SELECT stage_id, salesperson_id, 0, weighted, -opportunities, -without_amount, -amount
            FROM stage_total
          ) AS card
          GROUP BY stage_id, salesperson_id
          HAVING SUM(expected) <> SUM(found) OR SUM(cards) <> 0 OR SUM(blank) <> 0
            OR SUM(amounts) <> 0
        ) AS sums JOIN stage ON stage.id = sums.stage_id
        """),
  ]

  static let log: [CheckRule] = [
    CheckRule(
      id: "log.sequence", kind: "act",
      sql: """
        SELECT act.kind, NULL, COALESCE(MAX(event.sequence), 1), COUNT(event.sequence)
        FROM act LEFT JOIN event ON event.act_id = act.id
        GROUP BY act.id, act.kind
        HAVING COUNT(event.sequence) <> COALESCE(MAX(event.sequence), 1)
          OR COALESCE(MIN(event.sequence), 1) <> 1
        """),
    search("product", name: "code"),
    search("customer", name: "code"),
    search("product_set", name: "code"),
    search("opportunity", name: "number"),
  ]

  /// Every record is in its full-text index, and nothing else is. The rowid of the index is the
  /// record's search key.
  private static func search(_ table: String, name: String) -> CheckRule {
    let text = """
      SELECT \(name), NULL, search_key, 0 FROM \(table)
      WHERE search_key NOT IN (SELECT rowid FROM \(table)_search)
      UNION ALL
      SELECT 'rowid', NULL, 0, rowid FROM \(table)_search
      WHERE rowid NOT IN (SELECT search_key FROM \(table))
      """
    return CheckRule(
      id: "search.\(table)", kind: table, sql: SQL(SQLText(built: text), []))
  }
}
