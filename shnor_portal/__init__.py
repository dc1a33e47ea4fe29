"""The portal «Школы роста»: wiring and the parts every app stands on."""
