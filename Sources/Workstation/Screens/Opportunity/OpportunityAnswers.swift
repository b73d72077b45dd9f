import Sales
import SalesDesk
import SalesStore
import Values

extension OpportunityQuestion {
  /// Accepts the quote the customer holds: winning by hand is the same act as accepting it.
  static func win(_ id: ID<Opportunity>) -> Effect {
    .act { reader in
      try reader.acceptance(of: try reader.quoteToAccept(for: try reader.get(id)).id)
    }
  }

  /// The act that the answer asks for; nil where it was dismissed.
  func act(_ answer: ModalAnswer, _ session: Session) -> Effect? {
    switch (self, answer) {
    case (.create, .form(_, let values)):
      return create(values, session)
    case (.edit(let id), .form(_, let values)):
      return .act(
        EditOpportunity(
          id, OpportunityForms.edit(values.typed, session),
          read: OpportunityForms.edit(values.initial, session)))
    case (.lose(let ids), .form(_, let values)):
      let reason = values["reason"] ?? ""
      return .act(
        LoseOpportunities(ids, reason: reason, competitor: values["competitor"] ?? ""))
    case (.task(let subject), .form(_, let values)):
      return .act(AddTask(TaskEntry(values["task"] ?? "", today: session.today).on(subject)))
    case (.note(let subject), .text(_, let text)):
      return .act(AddInteraction(.note, text, on: subject))
    case (.fields(let ids, let stage, let read), .form(_, let values)):
      return fields(values, ids, stage, read, session)
    default:
      return nil
    }
  }

  private func create(_ values: FormValues, _ session: Session) -> Effect {
    let typed = TypedCustomer(text: values["customer"] ?? "")
    let title = values["title"] ?? ""
    let amount = OpportunityForms.amount(values["amount"] ?? "", session.company.currency)
    let close = OpportunityForms.day(values["close"] ?? "", session.today)
    return .act { reader in
      var new = NewOpportunity(title: title, customer: try typed.find(reader)?.id)
      new.amount = amount
      new.expectedCloseDay = close
      return CreateOpportunity(new)
    }
  }

  private func fields(
    _ values: FormValues, _ ids: [ID<Opportunity>], _ stage: ID<Stage>,
    _ read: [ID<Opportunity>: ID<Stage>], _ session: Session
  ) -> Effect {
    let typed = values["customer"].map { TypedCustomer(text: $0) }
    let edit = OpportunityForms.edit(values.typed, session)
    return .act { reader in
      var edit = edit
      if let typed { edit.customerID = .set(try typed.find(reader)?.id) }
      return MoveOpportunities(ids, to: stage, edit: edit, read: read)
    }
  }
}
