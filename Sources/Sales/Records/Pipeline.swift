import Values

/// A sales process: data, edited by a manager.
public struct Pipeline: Sendable, Hashable {
  /// Identity.
  public var id: ID<Pipeline>
  /// Short code.
  public var code: String
  /// Name.
  public var name: String
  /// Order on screens.
  public var sequence: Int
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Pipeline>,
    code: String,
    name: String,
    sequence: Int = 0,
    version: Int = 1
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.sequence = sequence
    self.version = version
  }
}

/// A step of a pipeline.
public struct Stage: Sendable, Hashable {
  /// Identity.
  public var id: ID<Stage>
  /// Pipeline.
  public var pipelineID: ID<Pipeline>
  /// Short code, unique in the pipeline.
  public var code: String
  /// Name.
  public var name: String
  /// Order in the pipeline.
  public var sequence: Int
  /// Win probability of an opportunity that types none.
  public var probability: Ratio
  /// What being here means.
  public var outcome: OpportunityOutcome
  /// Stagnating from this age on; none = twice the median of won ones.
  public var ageLimitDays: Int?
  /// Fields an opportunity needs to enter, separated by spaces.
  public var requiredFields: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Stage>,
    pipelineID: ID<Pipeline>,
    code: String,
    name: String,
    sequence: Int,
    probability: Ratio,
    outcome: OpportunityOutcome = .open,
    ageLimitDays: Int? = nil,
    requiredFields: String = "",
    version: Int = 1
  ) {
    self.id = id
    self.pipelineID = pipelineID
    self.code = code
    self.name = name
    self.sequence = sequence
    self.probability = probability
    self.outcome = outcome
    self.ageLimitDays = ageLimitDays
    self.requiredFields = requiredFields
    self.version = version
  }
}

/// An act run when an opportunity enters a stage.
public struct StageTrigger: Sendable, Hashable {
  /// Stage.
  public var stageID: ID<Stage>
  /// Order.
  public var sequence: Int
  /// Act of the catalogue.
  public var act: String
  /// Its parameters, JSON.
  public var parameters: String
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    stageID: ID<Stage>,
    sequence: Int,
    act: String,
    parameters: String = "",
    version: Int = 1
  ) {
    self.stageID = stageID
    self.sequence = sequence
    self.act = act
    self.parameters = parameters
    self.version = version
  }
}

/// A reason for losing, in the order of the list.
public struct LostReason: Sendable, Hashable {
  /// Short code.
  public var code: String
  /// As shown.
  public var name: String
  /// Order.
  public var sequence: Int
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    code: String,
    name: String,
    sequence: Int = 0,
    version: Int = 1
  ) {
    self.code = code
    self.name = name
    self.sequence = sequence
    self.version = version
  }
}

/// A sale in the making.
public struct Opportunity: Sendable, Hashable {
  /// Identity.
  public var id: ID<Opportunity>
  /// Row of the full-text index.
  public var searchKey: Int64
  /// Number.
  public var number: String
  /// What it is about.
  public var title: String
  /// Customer; may be unknown.
  public var customerID: ID<Customer>?
  /// Contact.
  public var contactID: ID<Contact>?
  /// In charge.
  public var salespersonID: ID<Salesperson>?
  /// Pipeline.
  public var pipelineID: ID<Pipeline>
  /// Stage.
  public var stageID: ID<Stage>
  /// Entered it; unknown on some imports.
  public var stageDay: Day?
  /// Outcome of its stage, kept for indexes.
  public var outcome: OpportunityOutcome
  /// Amount excl. VAT; none = sans montant.
  public var amount: Amount?
  /// Where the amount comes from.
  public var amountSource: AmountSource
  /// Win probability in force.
  public var probability: Ratio
  /// Where it comes from.
  public var probabilitySource: ProbabilitySource
  /// Expected close.
  public var expectedCloseDay: Day?
  /// Opened; the cycle starts here; unknown on some imports.
  public var openedDay: Day?
  /// Last closing.
  public var closedDay: Day?
  /// Why it was lost.
  public var lostReason: String
  /// Who won it.
  public var competitor: String
  /// Where it came from.
  public var source: String
  /// Quote that feeds it.
  public var referenceQuoteID: ID<Quote>?
  /// Due day of its first open activity, kept for the board.
  public var nextActionDay: Day?
  /// Title of that activity.
  public var nextAction: String
  /// Entered in the program.
  public var createdDay: Day
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Opportunity>,
    searchKey: Int64,
    number: String,
    title: String,
    customerID: ID<Customer>? = nil,
    contactID: ID<Contact>? = nil,
    salespersonID: ID<Salesperson>? = nil,
    pipelineID: ID<Pipeline>,
    stageID: ID<Stage>,
    stageDay: Day? = nil,
    outcome: OpportunityOutcome = .open,
    amount: Amount? = nil,
    amountSource: AmountSource = .typed,
    probability: Ratio,
    probabilitySource: ProbabilitySource = .stage,
    expectedCloseDay: Day? = nil,
    openedDay: Day? = nil,
    closedDay: Day? = nil,
    lostReason: String = "",
    competitor: String = "",
    source: String = "",
    referenceQuoteID: ID<Quote>? = nil,
    nextActionDay: Day? = nil,
    nextAction: String = "",
    createdDay: Day,
    version: Int = 1
  ) {
    self.id = id
    self.searchKey = searchKey
    self.number = number
    self.title = title
    self.customerID = customerID
    self.contactID = contactID
    self.salespersonID = salespersonID
    self.pipelineID = pipelineID
    self.stageID = stageID
    self.stageDay = stageDay
    self.outcome = outcome
    self.amount = amount
    self.amountSource = amountSource
    self.probability = probability
    self.probabilitySource = probabilitySource
    self.expectedCloseDay = expectedCloseDay
    self.openedDay = openedDay
    self.closedDay = closedDay
    self.lostReason = lostReason
    self.competitor = competitor
    self.source = source
    self.referenceQuoteID = referenceQuoteID
    self.nextActionDay = nextActionDay
    self.nextAction = nextAction
    self.createdDay = createdDay
    self.version = version
  }
}

/// A stay of an opportunity in a stage; conversion and durations are computed from these.
public struct OpportunityStay: Sendable, Hashable {
  /// Opportunity.
  public var opportunityID: ID<Opportunity>
  /// Order.
  public var sequence: Int
  /// Stage.
  public var stageID: ID<Stage>
  /// Entered; may be unknown on import.
  public var enteredDay: Day?
  /// Left; none = still there, or unknown.
  public var leftDay: Day?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    opportunityID: ID<Opportunity>,
    sequence: Int,
    stageID: ID<Stage>,
    enteredDay: Day? = nil,
    leftDay: Day? = nil,
    version: Int = 1
  ) {
    self.opportunityID = opportunityID
    self.sequence = sequence
    self.stageID = stageID
    self.enteredDay = enteredDay
    self.leftDay = leftDay
    self.version = version
  }
}

/// Each change of the expected close.
public struct OpportunityPostponement: Sendable, Hashable {
  /// Opportunity.
  public var opportunityID: ID<Opportunity>
  /// Order.
  public var sequence: Int
  /// Before.
  public var fromDay: Day?
  /// After.
  public var toDay: Day?
  /// When it was changed.
  public var day: Day
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    opportunityID: ID<Opportunity>,
    sequence: Int,
    fromDay: Day? = nil,
    toDay: Day? = nil,
    day: Day,
    version: Int = 1
  ) {
    self.opportunityID = opportunityID
    self.sequence = sequence
    self.fromDay = fromDay
    self.toDay = toDay
    self.day = day
    self.version = version
  }
}

/// A thing to do with a due day, on any record.
public struct Activity: Sendable, Hashable {
  /// Identity.
  public var id: ID<Activity>
  /// Kind of record.
  public var subjectKind: SubjectKind
  /// Record.
  public var subjectID: UInt128
  /// What to do.
  public var kind: ActivityKind
  /// Words.
  public var title: String
  /// Due.
  public var dueDay: Day
  /// Minute of the day, where it matters.
  public var dueMinute: Int?
  /// Whose.
  public var salespersonID: ID<Salesperson>?
  /// Done.
  public var doneDay: Day?
  /// Counts the changes of the row; a change names the version it read.
  public var version: Int

  /// The record with each of its fields; those left out take their usual value.
  public init(
    id: ID<Activity>,
    subjectKind: SubjectKind,
    subjectID: UInt128,
    kind: ActivityKind = .task,
    title: String,
    dueDay: Day,
    dueMinute: Int? = nil,
    salespersonID: ID<Salesperson>? = nil,
    doneDay: Day? = nil,
    version: Int = 1
  ) {
    self.id = id
    self.subjectKind = subjectKind
    self.subjectID = subjectID
    self.kind = kind
    self.title = title
    self.dueDay = dueDay
    self.dueMinute = dueMinute
    self.salespersonID = salespersonID
    self.doneDay = doneDay
    self.version = version
  }
}
