import ArgumentParser

/// Every subcommand, in the order of the help.
enum CommandTree {
  static var all: [any ParsableCommand.Type] {
    [
      WorkstationCommand.self, InitCommand.self, BackupCommand.self, RestoreCommand.self,
      UndoCommand.self, RedoCommand.self, UserCommand.self, DemoCommand.self, KpiCommand.self,
    ]
  }
}
