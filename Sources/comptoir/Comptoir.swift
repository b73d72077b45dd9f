import ArgumentParser
import Glibc
import Resources

/// Entry point of the program: the workstation without subcommand, the command line with one.
///
/// Synchronous on purpose: no actor, no `async`, no top-level code (architecture.md §5).
@main
struct Comptoir: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "comptoir", abstract: Words.format.texts["cli.command"],
      discussion: Words.format.texts["cli.discussion"], version: "1.0.0",
      subcommands: CommandTree.all, defaultSubcommand: WorkstationCommand.self)
  }

  static func main() {
    signal(SIGPIPE, SIG_IGN)
    do {
      _ = try ResourceFolder.located()
      if asksForHelpOnly { return Output.line(helpMessage()) }
      if let workstation = workstation() { return try workstation.run() }
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Glibc.exit(leave(with: error))
    }
  }

  /// The workstation's own options, read without the tree of all commands: it is what a person waits
  /// for, and the tree took half of the time until the first frame. Whatever is not plainly the
  /// workstation goes the long way, with its help and its complaints.
  private static func workstation() -> WorkstationCommand? {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.first?.hasPrefix("-") ?? true else { return nil }
    return try? WorkstationCommand.parse(arguments)
  }

  /// Whether nothing but options and a wish for help were typed: `--lang en --help` asks for the help
  /// of the program, not for that of the subcommand that runs when none is named.
  private static var asksForHelpOnly: Bool {
    let wishes: Set<String> = ["--help", "-h", "-help"]
    let arguments = Array(CommandLine.arguments.dropFirst())
    let others = arguments.filter { !wishes.contains($0) }
    guard others.count < arguments.count, others.first?.hasPrefix("-") ?? true else { return false }
    return (try? WorkstationCommand.parse(others)) != nil
  }

  /// Says what went wrong and gives the exit code.
  static func leave(with error: any Error) -> Int32 {
    if error is ResourceError, (try? ResourceFolder.located()) == nil {
      Output.error(
        "Les fichiers du programme sont introuvables (COMPTOIR_RESOURCES). "
          + "The program's files are missing (COMPTOIR_RESOURCES).")
      return Exit.unavailable
    }
    switch exitCode(for: error) {
    case .success:
      Output.line(fullMessage(for: error))
      return Exit.done
    case .validationFailure:
      return leave(usage: error)
    default:
      let message = ShellMessage(error, Words.format)
      Output.error(message.sentence)
      return message.exitCode
    }
  }

  private static func leave(usage error: any Error) -> Int32 {
    let words = UsageWords(format: Words.format)
    Output.error(words.text(message(for: error), in: fullMessage(for: error)))
    return Exit.usage
  }
}
