import Sales
import SalesStore
import Values

/// A quote as `quote show` answers it: what is kept and what is computed.
struct QuoteSheet: Sendable {
  let detail: QuoteDetail
  let figures: QuoteComputation
  let rebates: DocumentRebates
  let today: Day
  /// The same at the costs of today.
  let now: (draft: QuoteDraft, margin: DocumentMargin)

  init(_ detail: QuoteDetail, _ reader: StoreReader, today: Day) throws {
    self.detail = detail
    let now = try reader.atTodaysCosts(detail.draft)
    self.now = (now, try QuoteComputation(now).margin)
    self.today = today
    figures = try QuoteComputation(detail.draft).settled(by: detail.draft.quote)
    rebates = try reader.rebates(of: detail.draft, figures, today: today)
  }

  var quote: Quote { detail.quote }
  /// In which costs and margins are counted.
  var company: Currency { detail.draft.companyCurrency }

  var lines: [QuoteSheetLine] {
    detail.draft.lines.map { line in
      QuoteSheetLine(
        line: line, costNow: now.draft[line: line.number]?.unitCost,
        figures: figures[line: line.number],
        floorAction: figures[line: line.number].flatMap(figures.floorAction), rebates: rebates,
        product: line.productID.flatMap { detail.products[$0] }, money: detail.draft.money)
    }
  }
}

/// A line of a quote with its figures.
struct QuoteSheetLine: Sendable {
  let line: QuoteDraftLine
  let costNow: UnitCost?
  let figures: QuoteLineFigures?
  let floorAction: FloorAction?
  let rebates: DocumentRebates
  let product: Product?
  let money: DocumentCurrency

  var currency: Currency { money.currency }
  /// Of what it costs and earns.
  var company: Currency { money.company }
}

/// Answers about quotes.
enum QuoteAnswers {
  /// `quote list`.
  static let rows = Shape<QuoteSummary>(
    "quotes",
    [
      Field("number", .text) { .text($0.quote.number) },
      Field("revision", .count) { .count($0.quote.revision) },
      Field("customer", .text) { .text($0.customerCode) },
      Field("customerName", .text) { .text($0.customerName) },
      Field("title", .text) { .text($0.title) },
      Field("state", .text) { .word("state", $0.quote.state) },
      Field("validityDay", .day) { .day($0.quote.validityDay) },
      Field("netAmount", .amount) { .amount($0.quote.netAmount, $0.quote.currency) },
      Field("totalAmount", .amount, isShown: false) {
        .amount($0.quote.totalAmount, $0.quote.currency)
      },
      Field("currency", .text, isShown: false) { .text($0.quote.currency.code) },
      Field("companyNet", .amount, isShown: false) { .amount($0.quote.ownNet, $0.companyCurrency) },
      Field("margin", .amount, isShown: false) { .amount($0.margin, $0.companyCurrency) },
      Field("marginRate", .ratio) { .fraction($0.marginRate) },
      Field("underFloor", .flag) { .flag($0.quote.underFloor) },
      Field("floorAction", .text) { .word("floorAction", $0.floorAction) },
      Field("approval", .text) { .word("approval", $0.approval) },
    ])

  /// The quote of an act.
  static let row = Shape<Quote>(
    "quote",
    [
      Field("number", .text) { .text($0.number) },
      Field("revision", .count) { .count($0.revision) },
      Field("state", .text) { .word("state", $0.state) },
      Field("validityDay", .day) { .day($0.validityDay) },
      Field("netAmount", .amount) { .amount($0.netAmount, $0.currency) },
      Field("vatAmount", .amount) { .amount($0.vatAmount, $0.currency) },
      Field("totalAmount", .amount) { .amount($0.totalAmount, $0.currency) },
      Field("currency", .text) { .text($0.currency.code) },
      Field("rate", .number) { .rate($0.rate) },
      Field("rateDay", .day) { .day($0.rateDay) },
      Field("underFloor", .flag) { .flag($0.underFloor) },
    ])

  private static let lines = Shape<QuoteSheetLine>(
    "lines",
    [
      Field("line", .count) { .count($0.line.number) },
      Field("kind", .text, isShown: false) { .text($0.line.row.kind.rawValue) },
      Field("heading", .flag, isShown: false) { .flag($0.line.row.heading) },
      Field("choice", .text) {
        .text($0.line.row.choice == .firm ? "" : $0.line.row.choice.rawValue)
      },
      Field("choiceOf", .count, isShown: false) { .count($0.line.row.choiceOf) },
      Field("set", .text, isShown: false) { .text($0.line.row.setCode) },
      Field("setOf", .count, isShown: false) { .count($0.line.setOf) },
      Field("product", .text) { .text($0.product?.code) },
      Field("description", .text) { .text($0.line.row.description) },
      Field("quantity", .quantity) {
        .quantity($0.line.isProduct ? $0.line.row.typedQuantity : nil)
      },
      Field("unit", .text) { .text($0.line.row.typedUnit) },
      Field("baseQuantity", .quantity, isShown: false) {
        .quantity($0.line.isProduct ? $0.line.quantity : nil)
      },
      Field("priceUnit", .count) { .count($0.line.row.priceUnit) },
      Field("unitPrice", .price) { .price($0.line.isProduct ? $0.line.row.unitPrice : nil) },
      Field("priceSource", .text) {
        .word("price", $0.line.isProduct ? $0.line.row.priceSource : nil)
      },
      Field("discounts", .words) {
        .words($0.line.row.discounts.map { $0.percentText })
      },
      Field("netAmount", .amount) { .amount($0.figures?.net, $0.currency) },
      Field("companyNet", .amount, isShown: false) { .amount($0.figures?.companyNet, $0.company) },
      Field("ecoAmount", .amount, isShown: false) { .amount($0.figures?.eco, $0.currency) },
      Field("vatRate", .ratio, isShown: false) { .ratio($0.line.row.vatRate) },
      Field("unitCost", .price) { .cost($0.line.unitCost) },
      Field("derogatedCost", .price, isShown: false) {
        .cost($0.figures?.derogated == .zero ? nil : $0.line.derogation?.unitCost)
      },
      Field("derogated", .quantity, isShown: false) { .quantity($0.figures?.derogated) },
      Field("rebateRate", .ratio, isShown: false) {
        .ratio($0.rebates.rate(ofLine: $0.line.number))
      },
      Field("costMethod", .text, isShown: false) {
        .word("costMethod", $0.line.unitCost.map { [method = $0.line.costMethod] _ in method })
      },
      Field("unitCostToday", .price, isShown: false) { .cost($0.costNow) },
      Field("margin", .amount, isShown: false) { .amount($0.figures?.margin.margin, $0.company) },
      Field("netNetMargin", .amount, isShown: false) { line in
        .amount(
          line.figures.flatMap { try? line.rebates.netNet(of: $0)?.left }, line.company)
      },
      Field("marginRate", .ratio) { .fraction($0.figures?.margin.marginRate ?? .unavailable) },
      Field("underFloor", .flag) { .flag($0.figures?.isUnderFloor ?? false) },
      Field("floorAction", .text, isShown: false) { .word("floorAction", $0.floorAction) },
      Field("floorPrice", .price) { .price($0.figures?.floorPrice) },
    ])

  private static let vat = Shape<(share: VatShare, currency: Currency)>(
    "vat",
    [
      Field("rate", .ratio) { .ratio($0.share.rate) },
      Field("base", .amount) { .amount($0.share.base, $0.currency) },
      Field("vat", .amount) { .amount($0.share.vat, $0.currency) },
    ])

  private static let sections = Shape<(section: SectionTotal, currency: Currency)>(
    "sections",
    [
      Field("line", .count) { .count($0.section.heading) },
      Field("title", .text) { .text($0.section.title) },
      Field("netAmount", .amount) { .amount($0.section.net, $0.currency) },
    ])

  private static let approvals = Shape<QuoteApproval>(
    "approvals",
    [
      Field("state", .text) { .word("approval", $0.approval.state) },
      Field("askedBy", .text) { .text($0.askedByName) },
      Field("reason", .text) { .text($0.approval.reason) },
      Field("decidedBy", .text) { .text($0.decidedByName) },
      Field("decidedFor", .text) { .text($0.decidedForName) },
      Field("decidedDay", .day) { .day($0.approval.decidedAt?.day()) },
      Field("note", .text) { .text($0.approval.note) },
    ])

  /// `quote show`.
  static let sheet = Shape<QuoteSheet>("quoteSheet", head + figures + rowsBelow)

  private static let head: [Field<QuoteSheet>] = [
    Field("number", .text) { .text($0.quote.number) },
    Field("revision", .count) { .count($0.quote.revision) },
    Field("state", .text) { .word("state", $0.quote.state) },
    Field("expired", .flag) {
      .flag($0.quote.state == .sent && $0.quote.validityDay < $0.today)
    },
    Field("customer", .text) { .text($0.detail.customer.code) },
    Field("customerName", .text) { .text($0.detail.customer.name) },
    Field("opportunity", .text) { .text($0.detail.opportunity.number) },
    Field("title", .text) { .text($0.detail.opportunity.title) },
    Field("customerReference", .text) { .text($0.quote.customerReference) },
    Field("site", .text) { .text($0.detail.site?.code) },
    Field("warehouse", .text) { .text($0.detail.warehouse.code) },
    Field("salesperson", .text) { .text($0.detail.salesperson?.code) },
    Field("paymentTerm", .text) { .text($0.detail.paymentTerm?.code) },
    Field("vatPosition", .text, isShown: false) { .text($0.quote.vatPosition.rawValue) },
    Field("vatWording", .text) {
      $0.quote.vatPosition == .domestic
        ? .text("") : .text(Words.format.texts["document.vat." + $0.quote.vatPosition.rawValue])
    },
    Field("createdDay", .day) { .day($0.quote.createdDay) },
    Field("sentDay", .day) { .day($0.quote.sentDay) },
    Field("validityDay", .day) { .day($0.quote.validityDay) },
    Field("currency", .text, isShown: false) { .text($0.quote.currency.code) },
    Field("rate", .number) { .rate($0.quote.rate) },
    Field("rateDay", .day) { .day($0.quote.rateDay) },
  ]

  private static let figures: [Field<QuoteSheet>] = [
    Field("goodsAmount", .amount) { .amount($0.figures.totals.goods, $0.quote.currency) },
    Field("discountAmount", .amount) { .amount($0.figures.totals.discount, $0.quote.currency) },
    Field("carriage", .amount) { .amount($0.figures.totals.carriage, $0.quote.currency) },
    Field("carriageSource", .text, isShown: false) { .text($0.quote.carriageSource.rawValue) },
    Field("carriageMissing", .amount) { .amount($0.figures.carriage.missing, $0.quote.currency) },
    Field("carriageCost", .amount) { .amount($0.figures.carriage.cost, $0.company) },
    Field("ecoAmount", .amount) { .amount($0.figures.totals.eco, $0.quote.currency) },
    Field("netAmount", .amount) { .amount($0.figures.totals.net, $0.quote.currency) },
    Field("vatAmount", .amount) { .amount($0.figures.totals.vat, $0.quote.currency) },
    Field("totalAmount", .amount) { .amount($0.figures.totals.total, $0.quote.currency) },
    Field("companyNet", .amount, isShown: false) { .amount($0.figures.companyNet, $0.company) },
    Field("companyTotal", .amount, isShown: false) {
      .amount($0.figures.companyTotal, $0.company)
    },
    Field("margin", .amount) {
      .amount($0.figures.hiddenFloor == nil ? $0.figures.margin.margin : nil, $0.company)
    },
    Field("marginRate", .ratio) { .fraction($0.figures.margin.marginRate) },
    Field("marginToday", .amount, isShown: false) {
      .amount($0.figures.hiddenFloor == nil ? $0.now.margin.margin : nil, $0.company)
    },
    Field("marginRateToday", .ratio) { .fraction($0.now.margin.marginRate) },
    Field("marginAfterCarriage", .amount) {
      .amount(
        $0.figures.hiddenFloor == nil ? $0.figures.marginAfterCarriage : nil, $0.company)
    },
    Field("expectedRebate", .amount) { .amount($0.rebates.expected, $0.company) },
    Field("netNetMargin", .amount) {
      .amount(
        $0.figures.hiddenFloor == nil ? $0.rebates.netNet(of: $0.figures).left : nil,
        $0.company)
    },
    Field("netNetRate", .ratio) {
      .fraction(
        $0.figures.hiddenFloor == nil ? $0.rebates.netNet(of: $0.figures).rate : .unavailable)
    },
    Field("underFloor", .flag) { .flag($0.figures.isUnderFloor) },
    Field("needsApproval", .flag) { .flag($0.figures.needsApproval) },
    Field("floorAction", .text) { .word("floorAction", $0.figures.verdict.action) },
  ]

  private static let rowsBelow: [Field<QuoteSheet>] = [
    Field("lines", .rows, inner: lines) { .rows(lines.rows($0.lines)) },
    Field("sections", .rows, inner: sections) { sheet in
      .rows(sections.rows(sheet.figures.sections.map { ($0, sheet.quote.currency) }))
    },
    Field("sets", .rows, inner: SetAnswers.onDocument) { sheet in
      .rows(SetAnswers.onDocument.rows(SetOnDocument.all(sheet)))
    },
    Field("vat", .rows, inner: vat) { sheet in
      .rows(vat.rows(sheet.figures.totals.shares.map { ($0, sheet.quote.currency) }))
    },
    Field("rebates", .rows, inner: RebateAnswers.outlooks) { sheet in
      .rows(
        RebateAnswers.outlooks.rows(
          sheet.rebates.outlooks.map { OutlookOnDocument(outlook: $0) }))
    },
    Field("approvals", .rows, inner: approvals) { .rows(approvals.rows($0.detail.namedApprovals)) },
  ]
}
