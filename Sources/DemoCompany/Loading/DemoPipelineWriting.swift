import Sales
import SalesDesk
import SalesStore
import Values

/// Opportunities with their stays, tasks and quotes.
struct DemoPipelineWriting {
  let ledger: DemoLedger

  private var ids: IDMint { ledger.ids }
  private var today: Day { ledger.plan.today }

  func write(_ writer: StoreWriter, _ planned: DemoOpportunity) throws {
    let plan = ledger.plan
    let stage = ledger.stage(planned.stage)
    let tasks = plan.tasks(of: planned)
    let next = tasks.filter { $0.done == nil }.min { $0.due < $1.due }
    let number = ledger.draw("opportunity", "A-")
    var opportunity = Opportunity(
      id: ids.mint(), searchKey: Int64(ledger.drawn["opportunity"] ?? 0), number: number,
      title: planned.title, customerID: planned.customer.map { ledger.customers[$0].id },
      salespersonID: ledger.people[planned.salesperson], pipelineID: stage.pipelineID,
      stageID: stage.id, stageDay: planned.stays.last?.entered, outcome: stage.outcome,
      amount: planned.amount, probability: stage.probability,
      expectedCloseDay: planned.expectedClose, openedDay: planned.opened,
      closedDay: planned.closed, lostReason: planned.lostReason ?? "",
      competitor: planned.competitor ?? "", source: planned.origin,
      nextActionDay: next?.due, nextAction: next?.text ?? "", createdDay: planned.opened)
    let quotes = try plan.quotes(of: planned).map { quote in
      LoadedQuote(id: ids.mint(), planned: quote, figures: try DemoFigures(quote.lines, ledger))
    }
    refer(&opportunity, to: quotes)
    // Written before its quotes, an opportunity that names one of them would have the engine look
    // through all opportunities at each quote, for whoever waits for it.
    let reference = opportunity.referenceQuoteID
    opportunity.referenceQuoteID = nil
    try writer.insertInBulk(opportunity)
    try writer.indexInBulk(
      opportunity,
      customer: planned.customer.map { (ledger.customers[$0].code, ledger.customers[$0].name) })
    try write(planned.stays, of: opportunity, writer)
    for task in tasks { try write(task, of: opportunity.id, writer) }
    try write(quotes, of: opportunity, planned, writer)
    if let reference { try writer.setReferenceQuote(of: opportunity.id, to: reference) }
  }

  /// The last version is the reference quote and gives the amount; a cancelled one gives nothing.
  private func refer(_ opportunity: inout Opportunity, to quotes: [LoadedQuote]) {
    guard let last = quotes.last, last.planned.state != .cancelled else { return }
    opportunity.referenceQuoteID = last.id
    opportunity.amount = last.figures.totals.goods
    opportunity.amountSource = .quote
  }

  private func write(
    _ stays: [DemoStay], of opportunity: Opportunity, _ writer: StoreWriter
  ) throws {
    for (place, stay) in stays.enumerated() {
      try writer.insertInBulk(
        OpportunityStay(
          opportunityID: opportunity.id, sequence: place + 1, stageID: ledger.stage(stay.stage).id,
          enteredDay: stay.entered, leftDay: stay.left))
    }
  }

  private func write(
    _ task: DemoTask, of opportunity: ID<Opportunity>, _ writer: StoreWriter
  ) throws {
    try writer.insertInBulk(
      Activity(
        id: ids.mint(), subjectKind: .opportunity, subjectID: opportunity.rawValue, kind: .task,
        title: task.text, dueDay: task.due, salespersonID: ledger.people[task.salesperson],
        doneDay: task.done))
  }

  private func write(
    _ quotes: [LoadedQuote], of opportunity: Opportunity, _ planned: DemoOpportunity,
    _ writer: StoreWriter
  ) throws {
    guard !quotes.isEmpty else { return }
    let number = ledger.draw("quote", "D-")
    for quote in quotes {
      let row = quote.row(number, of: opportunity, planned, ledger)
      try writer.insertInBulk(row)
      try DemoQuoteWriting(ledger: ledger, quote: quote).writeBelow(row, to: writer)
      if quote.planned.state == .accepted, let day = planned.closed {
        ledger.agreements.append(
          DemoAgreement(
            day: day, opportunity: planned.index, opportunityID: opportunity.id,
            quoteID: quote.id))
      }
    }
  }
}

/// A version of a quote with its figures and its identity.
struct LoadedQuote {
  let id: ID<Quote>
  let planned: DemoQuote
  let figures: DemoFigures

  var state: QuoteState {
    switch planned.state {
    case .draft: .draft
    case .sent: .sent
    case .accepted: .accepted
    case .declined: .declined
    case .superseded: .superseded
    case .cancelled: .cancelled
    }
  }

  func row(
    _ number: String, of opportunity: Opportunity, _ deal: DemoOpportunity, _ ledger: DemoLedger
  ) -> Quote {
    let customer = ledger.customers[planned.customer]
    let seller = ledger.plan.content.staff.first { $0.code == deal.salesperson }
    let isDecided = state == .accepted || state == .declined
    return Quote(
      id: id, number: number, revision: planned.version, opportunityID: opportunity.id,
      customerID: customer.id,
      warehouseID: ledger.warehouses[ledger.place(of: seller?.warehouse ?? "")],
      salespersonID: opportunity.salespersonID,
      customerReference: planned.customerReference ?? "", currency: .eur,
      priceDay: planned.written, createdDay: planned.written, sentDay: planned.sent,
      decidedDay: isDecided ? deal.closed : nil, validityDay: planned.validUntil,
      deliveryDay: planned.validUntil, paymentTermID: customer.term, state: state,
      declinedReason: state == .declined ? deal.lostReason ?? "" : "",
      nextLine: planned.lines.count + 1, netAmount: figures.totals.goods,
      vatAmount: figures.totals.vat, totalAmount: figures.totals.total,
      underFloor: figures.floor.isUnder)
  }
}

/// What stands below the head of a quote: lines, costs, and the agreement it needs.
struct DemoQuoteWriting {
  let ledger: DemoLedger
  let quote: LoadedQuote

  func writeBelow(_ row: Quote, to writer: StoreWriter) throws {
    let margin = quote.figures.margin
    try writer.insertInBulk(
      QuoteCost(
        quoteID: row.id, costAmount: margin.cost, costedNetAmount: margin.netWithCost,
        uncostedLines: margin.linesWithoutCost, uncostedNetAmount: margin.netWithoutCost))
    for (place, line) in quote.planned.lines.enumerated() {
      try write(line, place, to: writer)
    }
    guard quote.figures.floor.needsApproval else { return }
    try writeApproval(of: row, to: writer)
    if row.state != .draft {
      try writer.insertInBulk(QuoteVerdict(quoteID: row.id, action: .ask))
    }
  }

  private func write(_ line: DemoLine, _ place: Int, to writer: StoreWriter) throws {
    let product = ledger.products[line.product]
    let figures = quote.figures.lines[place]
    try writer.insertInBulk(
      QuoteLine(
        quoteID: quote.id, line: place + 1, position: place + 1, productID: product.id,
        description: product.name, typedQuantity: line.quantity, typedUnit: product.unit,
        quantity: line.quantity, priceUnit: product.priceUnit, unitPrice: line.price,
        listPrice: line.price, discounts: line.discounts, netAmount: figures.net,
        vatRate: DemoFigures.vat))
    guard let unitCost = product.cost, let cost = figures.cost else { return }
    try writer.insertInBulk(
      QuoteLineCost(
        quoteID: quote.id, line: place + 1, unitCost: unitCost, costAmount: cost,
        method: .weightedAverage))
  }

  /// What was sent was agreed to; of the drafts two in three were put to the manager.
  private func writeApproval(of row: Quote, to writer: StoreWriter) throws {
    let isDraft = row.state == .draft
    guard let seller = row.salespersonID, row.state != .cancelled,
      !isDraft || quote.planned.opportunity % 3 != 0
    else { return }
    try writer.insertInBulk(
      Approval(
        id: ledger.ids.mint(), quoteID: row.id, termsRevision: row.termsRevision,
        state: isDraft ? .asked : .granted, reason: ledger.words("approval"), askedBy: seller,
        askedAt: Instant(row.createdDay, hour: 9),
        decidedBy: isDraft ? nil : ledger.manager,
        decidedAt: isDraft ? nil : Instant(row.createdDay, hour: 10)))
  }
}
