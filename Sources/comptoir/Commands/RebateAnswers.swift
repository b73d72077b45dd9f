import Sales
import SalesDesk
import SalesStore
import Values

/// An agreement as `rebate show` answers it.
struct RebateSheet: Sendable {
  let row: RebateRow
  let members: [RebateMember]
}

/// What a document brings to an agreement, in its currency.
struct OutlookOnDocument: Sendable {
  let outlook: RebateOutlook
  var currency: Currency { outlook.standing.agreement.currency }
}

/// Answers about year-end rebates.
enum RebateAnswers {
  /// `rebate list`.
  static let rows = Shape("rebates", fields)
  /// The agreement of an act.
  static let row = Shape("rebate", fields)
  /// `rebate show`.
  static let sheet = Shape<RebateSheet>(
    "rebate",
    fields.map { field in
      Field(field.key, field.kind, isShown: true, inner: field.inner) { field.cell($0.row) }
    } + [
      Field("customers", .rows, inner: members) { .rows(members.rows($0.members)) }
    ])

  private static let fields: [Field<RebateRow>] = [
    Field("code", .text) { .text($0.terms.agreement.code) },
    Field("name", .text, isShown: false) { .text($0.terms.agreement.name) },
    Field("customer", .text) { .text($0.customer?.code) },
    Field("customerName", .text) { .text($0.customer?.name) },
    Field("priceGroup", .text) { .text($0.terms.agreement.priceGroup) },
    Field("mode", .text) { .word("rebateMode", $0.terms.agreement.mode) },
    Field("tiers", .text) {
      .text(RebateTiersText.typed($0.terms.tiers, $0.terms.agreement.currency))
    },
    Field("families", .words, isShown: false) { .words($0.families.map(\.code)) },
    Field("products", .words, isShown: false) { .words($0.products.map(\.code)) },
    Field("validFrom", .day) { .day($0.terms.agreement.validFrom) },
    Field("validTo", .day) { .day($0.terms.agreement.validTo) },
    Field("settlementDay", .day, isShown: false) { .day($0.terms.agreement.settlementDay) },
    Field("currency", .text, isShown: false) { .text($0.terms.agreement.currency.code) },
    Field("turnover", .amount) { .amount($0.standing?.base, $0.terms.agreement.currency) },
    Field("inProgress", .amount, isShown: false) {
      .amount($0.standing?.inProgress, $0.terms.agreement.currency)
    },
    Field("rate", .ratio) { row in .ratio(row.standing.map { $0.schedule.rate(at: $0.base) }) },
    Field("accrued", .amount) { row in
      .amount(row.standing.flatMap { try? $0.accrued() }, row.terms.agreement.currency)
    },
    Field("nextMissing", .amount) { row in
      .amount(next(row)?.missing, row.terms.agreement.currency)
    },
    Field("nextRate", .ratio) { .ratio(next($0)?.rate) },
    Field("settled", .amount, isShown: false) {
      .amount($0.settlement?.amount, $0.terms.agreement.currency)
    },
  ]

  private static func next(_ row: RebateRow) -> NextRebateTier? {
    row.standing.flatMap { $0.schedule.nextTier(after: $0.base) }
  }

  private static let members = Shape<RebateMember>(
    "customers",
    [
      Field("customer", .text) { .text($0.customer.code) },
      Field("customerName", .text) { .text($0.customer.name) },
      Field("turnover", .amount) { .amount($0.standing.base, $0.standing.agreement.currency) },
      Field("inProgress", .amount) {
        .amount($0.standing.inProgress, $0.standing.agreement.currency)
      },
      Field("rate", .ratio) { .ratio($0.standing.schedule.rate(at: $0.standing.base)) },
      Field("accrued", .amount) {
        .amount(try? $0.standing.accrued(), $0.standing.agreement.currency)
      },
      Field("nextMissing", .amount) {
        .amount(
          $0.standing.schedule.nextTier(after: $0.standing.base)?.missing,
          $0.standing.agreement.currency)
      },
      Field("nextRate", .ratio) {
        .ratio($0.standing.schedule.nextTier(after: $0.standing.base)?.rate)
      },
      Field("settled", .amount) {
        .amount($0.settlement?.amount, $0.standing.agreement.currency)
      },
      Field("reference", .text, isShown: false) { .text($0.settlement?.reference) },
    ])

  /// The agreements under a quote or an order.
  static let outlooks = Shape<OutlookOnDocument>(
    "rebates",
    [
      Field("code", .text) { .text($0.outlook.standing.agreement.code) },
      Field("turnover", .amount) { .amount($0.outlook.standing.base, $0.currency) },
      Field("inProgress", .amount, isShown: false) {
        .amount($0.outlook.standing.inProgress, $0.currency)
      },
      Field("document", .amount, isShown: false) { .amount($0.outlook.document, $0.currency) },
      Field("rate", .ratio) { .ratio($0.outlook.rate) },
      Field("expectedRebate", .amount) { .amount($0.outlook.expected, $0.currency) },
      Field("nextMissing", .amount) { .amount($0.outlook.next?.missing, $0.currency) },
      Field("nextRate", .ratio) { .ratio($0.outlook.next?.rate) },
      Field("nextRebate", .amount) { .amount($0.outlook.nextRebate, $0.currency) },
    ])
}
