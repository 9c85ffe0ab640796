#![no_main]
scholion_fuzz::holds!("marker");
