import Sales
import SalesDesk
import SalesStore
import Values
import Workstation

/// A price rule with the day it is looked at.
struct RuleOnDay: Sendable {
  let row: PriceRuleRow
  let today: Day

  /// Whether it holds: `current`, `past`, `coming`.
  var state: RuleState {
    row.isPast(on: today) ? .past : row.isFuture(on: today) ? .coming : .current
  }
}

/// Whether a rule holds.
enum RuleState: String {
  case current, past, coming
}

/// A rule that did not give the price, with its sentence.
struct RejectedRule: Sendable {
  let name: String
  let reason: String
  let sentence: String
}

/// Why a quantity of a product has its price for a customer.
struct PriceExplained: Sendable {
  let match: ProductMatch
  let quantity: Quantity
  let context: PricingContext
  let choice: PriceChoice?
  let rule: PriceRuleRow?
  let rejected: [RejectedRule]
  let next: (count: Quantity, price: UnitPrice)?
}

/// Answers about prices.
enum PriceAnswers {
  private static let ruleFields: [Field<RuleOnDay>] = [
    Field("rule", .text) { .text(ShortName.of($0.row.rule.id)) },
    Field("level", .text) { .word("level", $0.row.rule.level) },
    Field("product", .text) { .text($0.row.product?.code) },
    Field("family", .text) { .text($0.row.family?.code) },
    Field("customer", .text) { .text($0.row.customer?.code) },
    Field("site", .text, isShown: false) { .text($0.row.site?.code) },
    Field("priceGroup", .text, isShown: false) { .text($0.row.rule.priceGroup) },
    Field("priceList", .text) { .text($0.row.list?.code) },
    Field("minimum", .quantity) { .quantity($0.row.rule.minimumQuantity) },
    Field("netPrice", .price) { .price($0.row.rule.netPrice) },
    Field("discount", .ratio) { .ratio($0.row.rule.discount) },
    Field("formula", .text) { .text($0.row.rule.formula) },
    Field("index", .text) { .text($0.row.index?.code) },
    Field("indexShare", .ratio, isShown: false) { .ratio($0.row.rule.indexShare) },
    Field("indexBase", .number, isShown: false) { .index($0.row.rule.indexBase) },
    Field("firm", .flag) { .flag($0.row.rule.firm) },
    Field("cap", .quantity, isShown: false) { .quantity($0.row.rule.capQuantity) },
    Field("capLeft", .quantity) { .quantity($0.row.cap?.remaining) },
    Field("floorPrice", .price, isShown: false) { .price($0.row.rule.floorPrice) },
    Field("validFrom", .day) { .day($0.row.rule.validFrom) },
    Field("validTo", .day) { .day($0.row.rule.validTo) },
    Field("currency", .text, isShown: false) { .text($0.row.rule.currency.code) },
    Field("name", .text, isShown: false) { .text($0.row.rule.name) },
    Field("state", .text) { .word("rule", $0.state) },
  ]

  /// `price list`.
  static let rules = Shape("rules", ruleFields)
  /// `price show`, and the rule of an act.
  static let rule = Shape("priceRule", ruleFields)

  /// `price lists`.
  static let lists = Shape<PriceListRow>(
    "priceLists",
    [
      Field("code", .text) { .text($0.list.code) },
      Field("name", .text) { .text($0.list.name) },
      Field("currency", .text) { .text($0.list.currency.code) },
      Field("validFrom", .day) { .day($0.list.validFrom) },
      Field("validTo", .day) { .day($0.list.validTo) },
      Field("ruleCount", .count) { .count($0.rules) },
      Field("customerCount", .count) { .count($0.customers) },
    ])

  private static let rejected = Shape<RejectedRule>(
    "rejected",
    [
      Field("name", .text) { .text($0.name) },
      Field("reason", .text, isShown: false) { .text($0.reason) },
      Field("sentence", .text) { .text($0.sentence) },
    ])

  /// `price why`.
  static let why = Shape<PriceExplained>(
    "priceWhy",
    [
      Field("product", .text) { .text($0.match.product.code) },
      Field("quantity", .quantity) { .quantity($0.quantity) },
      Field("day", .day) { .day($0.context.day) },
      Field("currency", .text) { .text($0.context.currency.code) },
      Field("rate", .number) { .rate($0.context.rate) },
      Field("level", .text) {
        let level = $0.choice.map { "\($0.precedence)" }
        return .word(level, text: level.map { Words.format.texts["entry.level.\($0)"] } ?? "")
      },
      Field("rule", .text) { .text($0.rule.map { ShortName.of($0.rule.id) }) },
      Field("name", .text) { .text($0.rule?.rule.name) },
      Field("listPrice", .price) { .price($0.match.terms.listPrice) },
      Field("unitPrice", .price) { .price($0.choice?.unitPrice) },
      Field("discounts", .words) { .words($0.choice?.discounts.steps.map(\.percentText) ?? []) },
      Field("netPrice", .price) { .price($0.choice?.netPrice) },
      Field("priceUnit", .count) { .count($0.match.product.priceUnit) },
      Field("unitCost", .price) { .cost($0.match.terms.unitCost) },
      Field("costCurrency", .text, isShown: false) { .text($0.context.companyCurrency.code) },
      Field("nextQuantity", .quantity) { .quantity($0.next?.count) },
      Field("nextPrice", .price) { .price($0.next?.price) },
      Field("rejected", .rows, inner: rejected) { .rows(rejected.rows($0.rejected)) },
    ])

  /// `price change`.
  static let changed = Shape<ChangedPrice>(
    "prices",
    [
      Field("product", .text) { .text($0.product.code) },
      Field("name", .text) { .text($0.product.name) },
      Field("before", .price) { .price($0.before) },
      Field("after", .price) { .price($0.after ?? $0.before) },
      Field("unitCost", .price, isShown: false) { .cost($0.cost) },
      Field("marginBefore", .ratio) { .fraction($0.marginBefore) },
      Field("marginAfter", .ratio) { .fraction($0.marginAfter) },
      Field("underFloor", .flag) { .flag($0.isUnderFloor) },
      Field("changed", .flag) { .flag($0.isChanged) },
    ])

  /// `quote reprice --dry-run`.
  static let repriced = Shape<LineRepricing>(
    "lines",
    [
      Field("line", .count) { .count($0.line) },
      Field("product", .text) { .text($0.productCode) },
      Field("priceSource", .text) { .word("price", $0.before.row.priceSource) },
      Field("before", .price) { .price($0.before.amounts.netUnitPrice) },
      Field("after", .price) { .price($0.after.amounts.netUnitPrice) },
      Field("unitCost", .price, isShown: false) { .cost($0.before.unitCost) },
      Field("costAfter", .price, isShown: false) { .cost($0.after.unitCost) },
      Field("changed", .flag) { .flag($0.isChanged) },
    ])

  /// `index list`.
  static let indexes = Shape<IndexRow>(
    "indexes",
    [
      Field("code", .text) { .text($0.index.code) },
      Field("name", .text) { .text($0.index.name) },
      Field("value", .number) { .index($0.last?.value) },
      Field("unit", .text) { .text($0.index.unit) },
      Field("day", .day) { .day($0.last?.day) },
      Field("move", .ratio) { .fraction($0.move) },
    ])

  /// `index show`.
  static let readings = Shape<IndexReading>(
    "values",
    [
      Field("day", .day) { .day($0.day) },
      Field("value", .number) { .index($0.value) },
    ])

  /// `radar`.
  static let radar = Shape<DocumentAtRisk>(
    "documents",
    [
      Field("kind", .text) { .word("risk", $0.kind) },
      Field("number", .text) { .text($0.number) },
      Field("revision", .count, isShown: false) { .count($0.revision) },
      Field("customerName", .text) { .text($0.customerName) },
      Field("products", .words) { .words($0.products) },
      Field("fallenCurrency", .text, isShown: false) { .text($0.fallen?.code) },
      Field("marginBefore", .ratio) { .fraction($0.risk.before.marginRate) },
      Field("marginNow", .ratio) { .fraction($0.risk.now.marginRate) },
      Field("floor", .ratio) { .fraction($0.risk.floor.rate) },
      Field("marginLost", .amount) { .amount($0.risk.lost, $0.currency) },
      Field("missing", .amount) { .amount($0.risk.floor.missing, $0.currency) },
      Field("floorAction", .text) { .word("floorAction", $0.floorAction) },
      Field("nextRevision", .count, isShown: false) { .count($0.newerDraft?.revision) },
      Field("currency", .text, isShown: false) { .text($0.currency.code) },
    ])

  private static let reviewed = Shape<(line: LineToReview, currency: Currency)>(
    "lines",
    [
      Field("line", .count) { .count($0.line.line) },
      Field("product", .text) { .text($0.line.productCode) },
      Field("index", .text) { .text($0.line.mover.code) },
      Field("indexThen", .number) { $0.line.mover.then.value },
      Field("dayThen", .day) { .day($0.line.mover.then.day) },
      Field("indexNow", .number) { $0.line.mover.now.value },
      Field("dayNow", .day) { .day($0.line.mover.now.day) },
      Field("before", .price) { .price($0.line.price) },
      Field("after", .price) { .price($0.line.priceNow) },
      Field("stake", .amount) { .amount($0.line.effect, $0.currency) },
    ])

  /// `quote review`.
  static let review = Shape<QuoteToReview>(
    "quotesToReview",
    [
      Field("number", .text) { .text($0.quote.quote.number) },
      Field("revision", .count, isShown: false) { .count($0.quote.quote.revision) },
      Field("state", .text) { .word("state", $0.quote.quote.state) },
      Field("customer", .text) { .text($0.quote.customerCode) },
      Field("customerName", .text) { .text($0.quote.customerName) },
      Field("stake", .amount) { .amount($0.effect, $0.quote.companyCurrency) },
      Field("nextRevision", .count, isShown: false) { .count($0.newerDraft?.revision) },
      Field("lines", .rows, inner: reviewed) { review in
        .rows(reviewed.rows(review.lines.map { ($0, review.quote.companyCurrency) }))
      },
    ])
}

extension Mover {
  /// What it was worth when the line was priced, and since when.
  var then: (value: Cell, day: Day) {
    switch self {
    case .index(_, let then, _): (.index(then.value), then.day)
    case .rate(let then, _): (.rate(then.rate), then.day)
    }
  }

  /// What it is worth now, and since when.
  var now: (value: Cell, day: Day) {
    switch self {
    case .index(_, _, let now): (.index(now.value), now.day)
    case .rate(_, let now): (.rate(now.rate), now.day)
    }
  }
}
