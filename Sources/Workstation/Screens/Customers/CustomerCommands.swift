import Sales
import SalesDesk
import SalesStore
import Terminal

/// The commands of the list of customers and of a customer.
enum CustomerCommands {
  static var all: [Command] { list + one }

  private static var list: [Command] {
    let hasRow: @Sendable (CustomersScreen, Session) -> Availability = { screen, session in
      screen.row == nil ? .no(session.text("customers.none")) : .yes
    }
    return [
      .on(
        CustomersScreen.self, "customers.open", keys: [.enter], footer: 10, availability: hasRow
      ) { screen, _ in screen.row.map { [.open(Screens.customer($0.customer.id))] } ?? [] },
      .on(
        CustomersScreen.self, "customers.filter", keys: [.char("f"), .char("/")], footer: 20
      ) { screen, _ in
        screen.isFiltering = true
        screen.filter.typeAnew()
        return []
      },
      .on(
        CustomersScreen.self, "customers.new", keys: [.char("n")], act: CreateCustomer.entry.id,
        footer: 25
      ) { _, session in [.ask(CustomerForms.create(session))] },
      .on(
        CustomersScreen.self, "customers.quote", keys: [.char("d")], footer: 30,
        availability: hasRow
      ) { screen, _ in
        screen.row.map { [.open(Screens.quoteEntry(customer: $0.customer.id))] } ?? []
      },
      ListExport.command(CustomersScreen.self, "customers") { screen, session in
        guard screen.row != nil else { return nil }
        let typed = screen.filter.text
        return ListToExport(name: session.text("export.name.customers")) { reader in
          let found =
            typed.isEmpty
            ? try reader.customers(limit: ListExport.all)
            : try reader.customers(matching: typed, limit: ListExport.all)
          return .customers(found.map(\.id))
        }
      },
    ]
  }

  private static func allowed(
    _ entry: ActEntry
  ) -> @Sendable (CustomerScreen, Session) -> Availability {
    { screen, session in
      guard screen.sheet != nil else { return .no(session.text("status.waiting")) }
      return entry.allows(session.actor.roles) ? .yes : .no(session.text("customer.no.manager"))
    }
  }

  private static var one: [Command] {
    [
      .on(CustomerScreen.self, "customer.part", keys: [.f(6)], footer: 10) { screen, _ in
        screen.turn(by: 1)
        return []
      },
      .on(
        CustomerScreen.self, "customer.open", keys: [.enter], footer: 20,
        availability: { screen, session in
          switch screen.work {
          case .opportunity, .quote, .order: .yes
          case .task, nil: .no(session.text("customer.no.work"))
          }
        }
      ) { screen, _ in screen.work.map { screen.open($0) } ?? [] },
      .on(CustomerScreen.self, "customer.quote", keys: [.char("n"), .char("d")], footer: 30) {
        screen, _ in [.open(Screens.quoteEntry(customer: screen.id))]
      },
      .on(
        CustomerScreen.self, "customer.pastPrices", keys: [.char("R"), .ctrl("r")],
        availability: { screen, session in
          screen.bought == nil ? .no(session.text("past.no.product")) : .yes
        }
      ) { screen, session in
        screen.bought.map { [PastPricesPanel.ask($0, screen.id, session)] } ?? []
      },
      .on(
        CustomerScreen.self, "customer.note", keys: [.char("i")], act: AddInteraction.entry.id,
        footer: 40
      ) { screen, session in
        screen.asked = .note(screen.subject)
        return [.ask(OpportunityForms.note(session))]
      },
      .on(
        CustomerScreen.self, "customer.task", keys: [.char("t")], act: AddTask.entry.id, footer: 50
      ) { screen, session in
        screen.asked = .task(screen.subject)
        return [.ask(OpportunityForms.task(session))]
      },
      .on(
        CustomerScreen.self, "customer.done", keys: [.char("x")], act: DoneTask.entry.id,
        availability: { screen, session in
          if case .task = screen.work { .yes } else { .no(session.text("today.no.task")) }
        }
      ) { screen, _ in
        guard case .task(let task) = screen.work else { return [] }
        return [.act(DoneTask(task.id))]
      },
      .on(
        CustomerScreen.self, "customer.edit", keys: [.char("e"), .f(2)],
        act: EditCustomer.entry.id, footer: 60, availability: allowed(EditCustomer.entry)
      ) { screen, session in
        screen.sheet.map { [.ask(CustomerForms.edit($0.detail.customer, session))] } ?? []
      },
      .on(
        CustomerScreen.self, "customer.terms", keys: [.char("c")],
        act: EditCustomer.entry.id, availability: allowed(EditCustomer.entry)
      ) { screen, session in
        guard let customer = screen.sheet?.detail.customer else { return [] }
        return [
          .read("terms") { reader in
            CustomerTermsRead(
              customer: customer, terms: try reader.all(PaymentTerm.self, "ORDER BY days, code"),
              lists: try reader.all(PriceList.self, "ORDER BY code"))
          }
        ]
      },
      .on(
        CustomerScreen.self, "customer.limit", keys: [.char("$")],
        act: SetCreditLimit.entry.id, availability: allowed(SetCreditLimit.entry)
      ) { screen, session in
        let limit = screen.sheet?.detail.customer.creditLimit
        let text = limit.map { session.format.amount($0, session.company.currency) } ?? ""
        return [
          .ask(
            .form(
              id: "limit", title: session.text("customer.limit.title"),
              [OpportunityForms.limit(session, text)]))
        ]
      },
      .on(
        CustomerScreen.self, "customer.block", keys: [.char("B")], act: BlockCustomer.entry.id,
        availability: allowed(BlockCustomer.entry)
      ) { screen, session in
        if let customer = screen.sheet?.detail.customer, customer.blocked {
          return [.act(BlockCustomer(screen.id, reason: nil, read: .set(customer.blockedReason)))]
        }
        return [
          .ask(
            .prompt(
              id: "block", title: session.text("customer.block.title"),
              hint: session.text("customer.block.hint")))
        ]
      },
    ]
  }
}
