import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir task …`.
struct TaskCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command("task", subcommands: [TaskList.self, TaskAdd.self, TaskDone.self])
  }
}

/// Answers about tasks.
enum TaskAnswers {
  /// `task list`.
  static let rows = rows("tasks")

  /// Tasks with what they are about.
  static func rows(_ name: String) -> Shape<TaskSummary> {
    Shape(
      name,
      [
        Field("task", .text) { .text(ShortName.of($0.activity.id)) },
        Field("dueDay", .day) { .day($0.activity.dueDay) },
        Field("kind", .text) { .word("activity", $0.activity.kind) },
        Field("title", .text) { .text($0.activity.title) },
        Field("subjectKind", .text, isShown: false) { .text($0.activity.subjectKind.rawValue) },
        Field("number", .text) { .text($0.number) },
        Field("subject", .text) { .text($0.title) },
      ])
  }

  /// Tasks of one record.
  static let plain = Shape<Activity>(
    "tasks",
    [
      Field("task", .text) { .text(ShortName.of($0.id)) },
      Field("dueDay", .day) { .day($0.dueDay) },
      Field("kind", .text) { .word("activity", $0.kind) },
      Field("title", .text) { .text($0.title) },
      Field("doneDay", .day) { .day($0.doneDay) },
    ])

  /// The task of an act.
  static let row = Shape<Activity>("task", plain.fields)
}

/// `comptoir task list`: one's own, or everyone's.
struct TaskList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("task.list") }

  @OptionGroup var common: CommonOptions
  @Flag(help: Words.help("everyone")) var everyone = false
  @Option(name: .customLong("limit"), help: Words.help("limit")) var limit = 200

  func run(_ shell: Shell) throws {
    let rows = try shell.read {
      try $0.taskRows(of: everyone ? nil : shell.desk.actor.id, limit: limit)
    }
    shell.answer(TaskAnswers.rows.rows(rows))
  }
}

/// `comptoir task add TITLE --due DAY` about a record.
struct TaskAdd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("task.add") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("title")) var title: String
  @Option(help: Words.help("due")) var due: Day
  @Option(help: Words.help("opportunityNumber")) var opportunity: String?
  @Option(help: Words.help("quoteNumber")) var quote: String?
  @Option(help: Words.help("customerCode")) var customer: String?
  @Option(help: Words.help("activityKind")) var kind = ActivityKind.task.rawValue
  @Option(help: Words.help("salesperson")) var salesperson: String?

  func validate() throws {
    guard [opportunity, quote, customer].compactMap({ $0 }).count == 1 else {
      throw ValidationError(Words.format.text("cli.oneSubject"))
    }
  }

  func run(_ shell: Shell) throws {
    guard let kind = ActivityKind(rawValue: kind) else {
      throw ShellError.badValue(name: "--kind", text: kind)
    }
    let new = try shell.read { reader -> NewTask in
      var new = NewTask(title, on: try subject(shell, in: reader), due: due)
      new.kind = kind
      new.salespersonID = try salesperson.map { try reader.salesperson(coded: $0).id }
      return new
    }
    try shell.perform(AddTask(new)) { [("task", TaskAnswers.row.card($0).json)] }
  }

  private func subject(_ shell: Shell, in reader: some StoreReading) throws -> ActSubject {
    if let opportunity {
      return ActSubject(
        kind: .opportunity, id: try shell.opportunity(opportunity, in: reader).id.rawValue)
    }
    if let quote {
      return ActSubject(kind: .quote, id: try shell.quote(quote, in: reader).id.rawValue)
    }
    let found = try shell.customer(customer ?? "", in: reader)
    return ActSubject(kind: .customer, id: found.id.rawValue)
  }
}

/// `comptoir task done TASK`.
struct TaskDone: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("task.done") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("task")) var task: String

  func run(_ shell: Shell) throws {
    let activity = try shell.read { reader in
      try ShortName.find(
        task, kind: "activity",
        among: reader.taskRows(of: nil, limit: 100_000).map(\.activity), \.id)
    }
    try shell.perform(DoneTask(activity.id)) { [("task", TaskAnswers.row.card($0).json)] }
  }
}
