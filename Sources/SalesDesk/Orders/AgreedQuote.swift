import Sales
import SalesStore
import Values

/// A quote as its customer takes it: what the order is written from.
///
/// Taken as it was offered, amounts and costs are those that are stored, to the cent. Where options or
/// part of the quantities are taken they are computed anew, by the function of the quote itself.
struct AgreedQuote {
  /// The head, with the amounts of what is taken.
  let quote: Quote
  /// What becomes a line of the order.
  let lines: [QuoteLine]
  /// The cost of them together; nil = none was kept.
  let cost: QuoteCost?
  /// The costs frozen on them.
  let costs: [QuoteLineCost]
  /// What they take of suppliers' derogations.
  let derogations: [QuoteLineDerogation]
  /// What stays quoted; nil = nothing.
  let rest: QuoteDraft?
  /// Whether options or part of the quantities were chosen.
  let isPart: Bool
  /// The figures of what is taken, where they were computed anew.
  let figures: QuoteComputation?

  init(_ quote: Quote, _ taken: TakenLines, _ scope: ActScope) throws {
    guard taken != .asOffered else {
      let all = try scope.store.linesToOrder(of: quote.id)
      let sold = all.filter { $0.choice == .firm }.withoutEmptySets
      let numbers = Set(sold.map(\.line))
      self.init(
        quote: quote, lines: sold, cost: try scope.store.costToOrder(of: quote.id),
        costs: try scope.store.frozenCosts(of: quote.id).filter { numbers.contains($0.line) },
        derogations: try scope.store.lineDerogations(of: quote.id).values
          .filter { numbers.contains($0.line) },
        rest: nil, isPart: false)
      return
    }
    let offered = try scope.store.draft(of: quote.id)
    var (ordered, rest) = try Self.split(offered, taken)
    // Carriage follows what is really ordered: an option taken may reach the threshold (AT-62).
    ordered.quote.state = .draft
    let (computed, figures) = try ordered.computed()
    var agreed = computed.quote
    agreed.state = quote.state
    agreed.carriageCost = figures.carriage.cost
    // A server that keeps costs from this session writes those of the order itself.
    let keepsCosts = try scope.store.keepsCosts
    self.init(
      quote: agreed, lines: computed.lines.map(\.row),
      cost: keepsCosts ? QuoteCost(quote.id, figures) : nil,
      costs: computed.lines.compactMap { QuoteLineCost($0, figures) },
      derogations: computed.lines.compactMap { QuoteLineDerogation($0, figures) }, rest: rest,
      isPart: true, figures: figures)
  }

  private init(
    quote: Quote, lines: [QuoteLine], cost: QuoteCost?, costs: [QuoteLineCost],
    derogations: [QuoteLineDerogation], rest: QuoteDraft?, isPart: Bool,
    figures: QuoteComputation? = nil
  ) {
    self.figures = figures
    self.quote = quote
    self.lines = lines
    self.cost = cost
    self.costs = costs
    self.derogations = derogations
    self.rest = rest
    self.isPart = isPart
  }

  private static func split(
    _ offered: QuoteDraft, _ taken: TakenLines
  ) throws -> (ordered: QuoteDraft, rest: QuoteDraft?) {
    do {
      return try offered.taking(taken)
    } catch {
      throw Refusal(error, of: offered.quote)
    }
  }
}

extension StoreReading {
  /// The acceptance of a quote as it is offered, from a list.
  ///
  /// - Throws: `Refusal` where options wait for a choice: it is made on the quote itself.
  public func acceptance(of id: ID<Quote>) throws -> AcceptQuote {
    let quote = try get(id)
    let offers = try linesToOrder(of: id).contains { $0.choice != .firm }
    guard quote.state != .sent || !offers else {
      throw Refusal(.optionsToChoose, Fact("number", .text(quote.number)))
    }
    return AcceptQuote(quote: id)
  }
}

extension Refusal {
  /// Why a selection is none of a quote.
  public init(_ problem: ChoiceProblem, of quote: Quote) {
    let number = Fact("number", .text(quote.number))
    switch problem {
    case .noSuchLine(let line): self.init(.lineUnknown, number, Fact("line", .count(line)))
    case .notOffered(let line): self.init(.choiceNotOffered, number, Fact("line", .count(line)))
    case .rivals(let one, let other):
      self.init(.choiceRivals, number, Fact("line", .count(one)), Fact("other", .count(other)))
    case .tooMuch(let line, let offered):
      self.init(
        .choiceTooMuch, number, Fact("line", .count(line)), Fact("offered", .quantity(offered)))
    case .setIsWhole(let line): self.init(.setIsWhole, number, Fact("line", .count(line)))
    case .nothingTaken: self.init(.quoteEmpty, number)
    case .overflow: self.init(.figureTooLarge)
    }
  }
}

/// What a customer did not take stays quoted: a draft under its own number in an opportunity of its
/// own, at the prices and until the day that were agreed.
struct RestOfQuote {
  let scope: ActScope

  func keep(
    _ rest: QuoteDraft, of opportunity: Opportunity, offered: ID<Quote>
  ) throws -> QuoteDraft {
    var next = rest
    next.quote.id = scope.mint()
    next.quote.number = ""
    next.quote.revision = 1
    next.quote.state = .draft
    next.quote.opportunityID = ID(rawValue: 0)
    next.quote.createdDay = scope.today
    next.quote.sentDay = nil
    next.quote.decidedDay = nil
    next.quote.termsRevision = 1
    next.quote.version = 1
    // What was granted for the whole is asked again for the rest: the rule, or what is typed.
    next.quote.carriageCost = nil
    for place in next.lines.indices {
      next.lines[place].row.quoteID = next.quote.id
      next.lines[place].row.version = 1
    }
    let kept = try QuoteOpening(scope: scope).open(next, title: opportunity.title)
    try scope.store.keepFrozenCosts(of: kept.quote.id, from: offered)
    scope.note("rest", .text(kept.quote.number))
    return kept
  }
}
