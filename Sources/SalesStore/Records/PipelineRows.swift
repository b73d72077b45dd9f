import Database
import Sales
import Values

extension Pipeline: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "pipeline", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("code"), .text("name"), .integer("sequence"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      code: try field.text(),
      name: try field.text(),
      sequence: try field.int(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(code), .field(name), .field(sequence), .field(version),
    ]
  }
}

extension Stage: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "stage", keys: 1, versioned: true,
    columns: [
      .id("id"), .id("pipeline_id"), .text("code"), .text("name"), .integer("sequence"),
      .integer("probability"), .text("outcome"), .integer("age_limit_days"),
      .text("required_fields"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      pipelineID: try field.id(),
      code: try field.text(),
      name: try field.text(),
      sequence: try field.int(),
      probability: try field.ratio(),
      outcome: try field.word(),
      ageLimitDays: try field.optionalInt(),
      requiredFields: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(pipelineID), .field(code), .field(name), .field(sequence),
      .field(probability), .field(outcome), .field(ageLimitDays), .field(requiredFields),
      .field(version),
    ]
  }
}

extension StageTrigger: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "stage_trigger", keys: 2, versioned: true,
    columns: [
      .id("stage_id"), .integer("sequence"), .text("act"), .text("parameters"),
      .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      stageID: try field.id(),
      sequence: try field.int(),
      act: try field.text(),
      parameters: try field.text(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(stageID), .field(sequence), .field(act), .field(parameters), .field(version),
    ]
  }
}

extension LostReason: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "lost_reason", keys: 1, versioned: true,
    columns: [
      .text("code"), .text("name"), .integer("sequence"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      code: try field.text(),
      name: try field.text(),
      sequence: try field.int(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(code), .field(name), .field(sequence), .field(version),
    ]
  }
}

extension Opportunity: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "opportunity", keys: 1, versioned: true, searchKey: true,
    columns: [
      .id("id"), .integer("search_key"), .text("number"), .text("title"), .id("customer_id"),
      .id("contact_id"), .id("salesperson_id"), .id("pipeline_id"), .id("stage_id"),
      .integer("stage_day"), .text("outcome"), .integer("amount"), .text("amount_source"),
      .integer("probability"), .text("probability_source"), .integer("expected_close_day"),
      .integer("opened_day"), .integer("closed_day"), .text("lost_reason"), .text("competitor"),
      .text("source"), .id("reference_quote_id"), .integer("next_action_day"),
      .text("next_action"), .integer("created_day"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      searchKey: try field.int64(),
      number: try field.text(),
      title: try field.text(),
      customerID: try field.optionalId(),
      contactID: try field.optionalId(),
      salespersonID: try field.optionalId(),
      pipelineID: try field.id(),
      stageID: try field.id(),
      stageDay: try field.optionalDay(),
      outcome: try field.word(),
      amount: try field.optionalAmount(),
      amountSource: try field.word(),
      probability: try field.ratio(),
      probabilitySource: try field.word(),
      expectedCloseDay: try field.optionalDay(),
      openedDay: try field.optionalDay(),
      closedDay: try field.optionalDay(),
      lostReason: try field.text(),
      competitor: try field.text(),
      source: try field.text(),
      referenceQuoteID: try field.optionalId(),
      nextActionDay: try field.optionalDay(),
      nextAction: try field.text(),
      createdDay: try field.day(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(searchKey), .field(number), .field(title), .field(customerID),
      .field(contactID), .field(salespersonID), .field(pipelineID), .field(stageID),
      .field(stageDay), .field(outcome), .field(amount), .field(amountSource),
      .field(probability), .field(probabilitySource), .field(expectedCloseDay), .field(openedDay),
      .field(closedDay), .field(lostReason), .field(competitor), .field(source),
      .field(referenceQuoteID), .field(nextActionDay), .field(nextAction), .field(createdDay),
      .field(version),
    ]
  }
}

extension OpportunityStay: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "opportunity_stay", keys: 2, versioned: true,
    columns: [
      .id("opportunity_id"), .integer("sequence"), .id("stage_id"), .integer("entered_day"),
      .integer("left_day"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      opportunityID: try field.id(),
      sequence: try field.int(),
      stageID: try field.id(),
      enteredDay: try field.optionalDay(),
      leftDay: try field.optionalDay(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(opportunityID), .field(sequence), .field(stageID), .field(enteredDay),
      .field(leftDay), .field(version),
    ]
  }
}

extension OpportunityPostponement: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "opportunity_postponement", keys: 2, versioned: true,
    columns: [
      .id("opportunity_id"), .integer("sequence"), .integer("from_day"), .integer("to_day"),
      .integer("day"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      opportunityID: try field.id(),
      sequence: try field.int(),
      fromDay: try field.optionalDay(),
      toDay: try field.optionalDay(),
      day: try field.day(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(opportunityID), .field(sequence), .field(fromDay), .field(toDay), .field(day),
      .field(version),
    ]
  }
}

extension Activity: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "activity", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("subject_kind"), .id("subject_id"), .text("kind"), .text("title"),
      .integer("due_day"), .integer("due_minute"), .id("salesperson_id"), .integer("done_day"),
      .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      subjectKind: try field.word(),
      subjectID: try field.rawID(),
      kind: try field.word(),
      title: try field.text(),
      dueDay: try field.day(),
      dueMinute: try field.optionalInt(),
      salespersonID: try field.optionalId(),
      doneDay: try field.optionalDay(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(subjectKind), .field(subjectID), .field(kind), .field(title),
      .field(dueDay), .field(dueMinute), .field(salespersonID), .field(doneDay), .field(version),
    ]
  }
}

extension Interaction: Record {
  /// Table and columns, in the order of `init(row:)` and `values`.
  public static let table = Table(
    "interaction", keys: 1, versioned: true,
    columns: [
      .id("id"), .text("subject_kind"), .id("subject_id"), .id("customer_id"), .text("kind"),
      .text("text"), .integer("occurred_at"), .id("salesperson_id"), .integer("version"),
    ])

  /// The record in a row of `Table.select`.
  public init(row: any SQLRow) throws {
    var field = FieldReader(row)
    self.init(
      id: try field.id(),
      subjectKind: try field.word(),
      subjectID: try field.rawID(),
      customerID: try field.optionalId(),
      kind: try field.word(),
      text: try field.text(),
      occurredAt: try field.instant(),
      salespersonID: try field.optionalId(),
      version: try field.int()
    )
  }

  /// The values of the columns, in their order.
  public var values: [SQLValue] {
    [
      .field(id), .field(subjectKind), .field(subjectID), .field(customerID), .field(kind),
      .field(text), .field(occurredAt), .field(salespersonID), .field(version),
    ]
  }
}
