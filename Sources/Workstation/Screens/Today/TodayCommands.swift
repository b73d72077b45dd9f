import Sales
import SalesDesk
import SalesStore
import Terminal

/// The commands of the first screen.
enum TodayCommands {
  private static let hasEntry: @Sendable (TodayScreen, Session) -> Availability = {
    today, session in
    today.entry == nil ? .no(session.text("today.no.entry")) : .yes
  }

  static var all: [Command] {
    [
      .on(
        TodayScreen.self, "today.open", keys: [.enter], footer: 10, availability: hasEntry
      ) { today, _ in today.open() },
      .on(
        TodayScreen.self, "today.done", keys: [.char(" "), .char("x")], act: DoneTask.entry.id,
        footer: 20,
        availability: { today, session in
          guard case .task = today.entry else { return .no(session.text("today.no.task")) }
          return .yes
        }
      ) { today, _ in
        guard case .task(let task) = today.entry else { return [] }
        today.isActing = true
        return [.act(DoneTask(task.activity.id))]
      },
      .on(
        TodayScreen.self, "today.task", keys: [.char("t")], act: AddTask.entry.id, footer: 30,
        availability: hasEntry
      ) { today, session in
        guard let subject = today.subject else { return [] }
        today.asked = .task(subject)
        return [.ask(OpportunityForms.task(session))]
      },
      .on(
        TodayScreen.self, "today.note", keys: [.char("i")], act: AddInteraction.entry.id,
        footer: 40, availability: hasEntry
      ) { today, session in
        guard let subject = today.subject else { return [] }
        today.asked = .note(subject)
        return [.ask(OpportunityForms.note(session))]
      },
      .on(
        TodayScreen.self, "today.new", keys: [.char("n")], act: CreateOpportunity.entry.id,
        footer: 50
      ) { today, session in
        today.asked = .create
        return [.ask(OpportunityForms.create(session))]
      },
    ]
  }
}
