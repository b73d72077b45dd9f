import ArgumentParser

/// Every subcommand, in the order of the help.
enum CommandTree {
  static var all: [any ParsableCommand.Type] {
    [
      WorkstationCommand.self, TodayCommand.self, PipelineCommand.self, OpportunityCommand.self,
      QuoteCommand.self, OrderCommand.self, DeliveryCommand.self, PurchaseCommand.self,
      ReceiptCommand.self, StockCommand.self, CostCommand.self, CustomerCommand.self,
      ProductCommand.self, SetCommand.self, FloorCommand.self, PriceCommand.self, IndexCommand.self,
      RateCommand.self,
      RadarCommand.self, RebateCommand.self, DerogationCommand.self, TaskCommand.self,
      KpiCommand.self, ApprovalCommand.self, SettingsCommand.self, TermCommand.self,
      VatCommand.self, UserCommand.self,
      InitCommand.self,
      ImportCommand.self, ExportCommand.self, DemoCommand.self, CheckCommand.self,
      CopyCommand.self, BackupCommand.self,
      RestoreCommand.self, UndoCommand.self, RedoCommand.self, HelpCommand.self,
    ]
  }
}
